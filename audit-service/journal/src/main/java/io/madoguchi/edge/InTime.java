package io.madoguchi.edge;

import io.madoguchi.journal.Answer;
import io.madoguchi.journal.Pulse;
import io.madoguchi.problem.ProblemCode;
import io.vertx.core.Context;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Nobody waits longer than two seconds for a database that stalls: a request that is not answered after half a second is refused
 * unless the journal can be written, and while it can't, others are refused as they come. A request that takes long while the
 * journal can be written goes on.
 */
@Singleton
public class InTime {
    private static final long FIRST_LOOK_MILLIS = 500;
    private static final long NEXT_LOOK_MILLIS = 400;

    private final Pulse pulse;
    private final SafeHttp plain;

    @Inject
    InTime(Pulse pulse, SafeHttp plain) {
        this.pulse = pulse;
        this.plain = plain;
    }

    void comeSecond(@Observes Router router) {
        router.route("/v1/*").order(Integer.MIN_VALUE + 1).handler(this::enter);
    }

    private void enter(RoutingContext request) {
        if (pulse.hasStopped()) {
            plain.refuse(request, ProblemCode.RECORD_UNAVAILABLE);
            return;
        }
        Answer.expect(request);
        lookIn(FIRST_LOOK_MILLIS, request, request.vertx().getOrCreateContext(), false);
        request.next();
    }

    /** {@code stalled}: the last look found that the journal can't be written. */
    private void lookIn(long millis, RoutingContext request, Context eventLoop, boolean stalled) {
        long timer = request.vertx().setTimer(millis, fired -> {
            if (!request.response().headWritten()) {
                pulse.feel()
                        .thenAccept(beats -> eventLoop.runOnContext(now -> look(beats, request, eventLoop, stalled)));
            }
        });
        request.addEndHandler(ended -> request.vertx().cancelTimer(timer));
    }

    private void look(boolean beats, RoutingContext request, Context eventLoop, boolean stalled) {
        if (request.response().headWritten()) {
            return;
        }
        if (beats) {
            lookIn(NEXT_LOOK_MILLIS, request, eventLoop, false);
        } else if (stalled ? Answer.mayRefuseCommit(request) : Answer.mayRefuse(request)) {
            plain.refuse(request, ProblemCode.RECORD_UNAVAILABLE);
        } else {
            // What is being committed is most likely about to be answered; a commit that stalls is waited for no longer
            // than this.
            lookIn(NEXT_LOOK_MILLIS, request, eventLoop, true);
        }
    }
}

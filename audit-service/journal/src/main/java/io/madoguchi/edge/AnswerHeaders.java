package io.madoguchi.edge;

import io.madoguchi.api.Headers;
import io.madoguchi.journal.Answer;
import io.madoguchi.journal.CurrentRecord;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.problem.ProblemException;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Makes the answer agree with its record, and names its next page. What every answer carries is in {@link SafeHttp}. */
@Singleton
public class AnswerHeaders {
    private final CurrentRecord record;
    private final PageLinks links;
    private final CurrentVertxRequest request;

    @Inject
    AnswerHeaders(CurrentRecord record, PageLinks links, CurrentVertxRequest request) {
        this.record = record;
        this.links = links;
        this.request = request;
    }

    @ServerResponseFilter
    public void add(ContainerResponseContext answer) {
        // It took too long and has been refused: nothing of what came of it leaves any more.
        if (!Answer.maySend(request.getCurrent())) {
            throw ProblemException.onRecord(ProblemCode.RECORD_UNAVAILABLE);
        }
        record.id().ifPresent(id -> {
            answer.getHeaders().putSingle(Headers.ACCESS_RECORD, id);
            answer.setStatus(record.status());
        });
        links.link().ifPresent(link -> answer.getHeaders().putSingle(HttpHeaders.LINK, link));
    }
}

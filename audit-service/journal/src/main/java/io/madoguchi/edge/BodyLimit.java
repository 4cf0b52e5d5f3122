package io.madoguchi.edge;

import io.madoguchi.caller.CallerSettings;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.problem.ProblemException;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a body that is too large: one that says so before it is read, another where it goes beyond the limit. A small one is
 * read whole before a thread is given to the request: else that thread would wait for it.
 */
@jakarta.ws.rs.ext.Provider
@ConstrainedTo(RuntimeType.SERVER)
@Singleton
public class BodyLimit implements ReaderInterceptor {
    private static final long SMALL = 16_384;

    // Filters are made when the application is built, settings are read when it starts.
    private final Provider<CallerSettings> settings;

    @Inject
    BodyLimit(Provider<CallerSettings> settings) {
        this.settings = settings;
    }

    void readSmallOnes(@Observes Router router) {
        BodyHandler whole = BodyHandler.create(false).setBodyLimit(SMALL);
        router.route("/v1/*").order(Integer.MIN_VALUE + 2).handler(request -> {
            // Of HTTP/2, a request that was read to its end can't be paused, which the resource's handler does.
            if (request.request().version() == HttpVersion.HTTP_1_1
                    && isSmall(request.request().getHeader(HttpHeaders.CONTENT_LENGTH))) {
                whole.handle(request);
            } else {
                request.next();
            }
        });
    }

    private static boolean isSmall(@Nullable String length) {
        try {
            return length != null && Long.parseLong(length) > 0 && Long.parseLong(length) <= SMALL;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    @ServerRequestFilter(preMatching = true)
    public void refuseWhenTooLarge(ContainerRequestContext request) {
        if (request.getLength() > limit(request.getMediaType())) {
            throw ProblemException.of(ProblemCode.BODY_TOO_LARGE);
        }
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext body) throws IOException {
        body.setInputStream(new Limited(body.getInputStream(), limit(body.getMediaType())));
        return body.proceed();
    }

    private long limit(@Nullable MediaType type) {
        CallerSettings all = settings.get();
        MemorySize ofType = type == null ? null : all.bodySizes().get(type.getType() + "/" + type.getSubtype());
        return (ofType == null ? all.maxBodySize() : ofType).asLongValue();
    }

    /** A body did not end where it had to. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Limited extends FilterInputStream {
        private long left;

        Limited(InputStream body, long limit) {
            super(body);
            left = limit;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            return counted(super.read(into, from, length));
        }

        private int counted(int read) throws IOException {
            left -= Math.max(read, 0);
            if (left < 0) {
                throw new TooLarge();
            }
            return read;
        }
    }
}

package io.madoguchi.edge;

import io.madoguchi.api.Headers;
import io.madoguchi.journal.CurrentRecord;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Names the record of an answer, and keeps answers out of caches. */
@Singleton
public class AnswerHeaders {
    private final CurrentRecord record;

    @Inject
    AnswerHeaders(CurrentRecord record) {
        this.record = record;
    }

    @ServerResponseFilter
    public void add(ContainerResponseContext answer) {
        record.id().ifPresent(id -> answer.getHeaders().putSingle(Headers.ACCESS_RECORD, id));
        answer.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}

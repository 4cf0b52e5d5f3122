package io.madoguchi.edge;

import io.madoguchi.api.Headers;
import io.madoguchi.journal.CurrentRecord;
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

    @Inject
    AnswerHeaders(CurrentRecord record, PageLinks links) {
        this.record = record;
        this.links = links;
    }

    @ServerResponseFilter
    public void add(ContainerResponseContext answer) {
        record.id().ifPresent(id -> {
            answer.getHeaders().putSingle(Headers.ACCESS_RECORD, id);
            answer.setStatus(record.status());
        });
        links.link().ifPresent(link -> answer.getHeaders().putSingle(HttpHeaders.LINK, link));
    }
}

package io.madoguchi.report;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/** Answers with a report as a page, where the client accepts HTML. */
abstract class PageWriter<T> implements MessageBodyWriter<T> {
    private final Class<T> report;
    private final CurrentVertxRequest request;

    PageWriter(Class<T> report, CurrentVertxRequest request) {
        this.report = report;
        this.request = request;
    }

    abstract String page(T content);

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return type == report;
    }

    @Override
    public void writeTo(
            T content,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        // In place of the policy of all answers, which forbids the page's own style; among the headers here it would
        // stand beside it.
        request.getCurrent().response().headers().set("Content-Security-Policy", Page.POLICY);
        headers.putSingle(HttpHeaders.CONTENT_TYPE, "text/html;charset=UTF-8");
        out.write(page(content).getBytes(StandardCharsets.UTF_8));
    }
}

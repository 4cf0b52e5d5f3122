package io.madoguchi.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.madoguchi.caller.CallerSettings;
import io.madoguchi.problem.Languages;
import io.madoguchi.problem.Problem;
import io.madoguchi.problem.ProblemCode;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What holds for every request before a resource is chosen, whoever answers it in the end: headers that keep an answer out
 * of caches, frames and other people's pages, and a refusal of methods that nothing here takes. Only what is not HTTP at all
 * is refused earlier, without a body: an address that can't be decoded, headers that are too long.
 */
@Singleton
public class SafeHttp {
    private static final Set<HttpMethod> METHODS = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE,
            HttpMethod.OPTIONS);

    static final String RETRY_AFTER_SECONDS = "5";

    private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";
    /** Swagger UI is a page: it has scripts and styles, some in place, and asks Keycloak for a token. */
    private static final String A_PAGE = "object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    private final String transportSecurity;
    private final ObjectMapper json;

    @Inject
    SafeHttp(CallerSettings settings, ObjectMapper json) {
        this.transportSecurity = "max-age=" + settings.transportSecurity().toSeconds() + "; includeSubDomains";
        this.json = json;
    }

    void comeFirst(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::enter);
    }

    private void enter(RoutingContext context) {
        HttpServerRequest request = context.request();
        MultiMap headers = context.response().headers();
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Content-Security-Policy", request.uri().startsWith("/q/swagger-ui") ? A_PAGE : NOTHING);
        headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        if ("https".equals(request.scheme())) {
            headers.set("Strict-Transport-Security", transportSecurity);
        }
        if (METHODS.contains(request.method())) {
            context.next();
        } else {
            refuse(context, ProblemCode.METHOD_NOT_ALLOWED);
        }
    }

    void refuse(RoutingContext context, ProblemCode code) {
        Locale language = Languages.forHeader(context.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        if (code.status() == 503) {
            context.response().putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        context.response()
                .setStatusCode(code.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONTENT_LANGUAGE, language.getLanguage())
                .end(text(Problem.of(code, language, List.of())));
    }

    private String text(Problem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

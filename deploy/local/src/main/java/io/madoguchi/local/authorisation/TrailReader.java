package io.madoguchi.local.authorisation;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.madoguchi.api.Headers;
import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.api.trail.AccessRecordPage;
import io.madoguchi.api.trail.InquiryReason;
import io.madoguchi.local.process.Pause;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the trail as any auditor does, page by page, so that this reading is itself on record (R36, R37). */
public final class TrailReader {
    private static final int PAGE = 200;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
    private final URI trail;
    private final InquiryReason reason;
    private final Tokens tokens;
    private @Nullable String token;

    public TrailReader(URI trail, InquiryReason reason, Tokens tokens) {
        this.trail = trail;
        this.reason = reason;
        this.tokens = tokens;
    }

    /** Gives a fresh token; one lasts for minutes, a long reading for longer. */
    public interface Tokens {
        String fresh() throws IOException;
    }

    /** All records made from one moment until before another. */
    public void read(Instant from, Instant until, Consumer<AccessRecord> each) throws IOException {
        String query = "/v1/access-records?limit=" + PAGE + "&from=" + from + "&until=" + until;
        String cursor = "";
        while (cursor != null) {
            AccessRecordPage page = page(trail.resolve(query + (cursor.isEmpty() ? "" : "&cursor=" + cursor)));
            page.records().forEach(each);
            cursor = page.next();
        }
    }

    private AccessRecordPage page(URI uri) throws IOException {
        for (int attempt = 0; attempt < 5; attempt++) {
            if (token == null) {
                token = tokens.fresh();
            }
            HttpResponse<InputStream> answer = get(uri, token);
            try (InputStream body = answer.body()) {
                switch (answer.statusCode()) {
                    case 200 -> {
                        return JSON.readValue(body, AccessRecordPage.class);
                    }
                    case 401 -> token = null;
                    case 429, 503 -> Pause.millis(retryAfter(answer).toMillis());
                    default -> throw new IOException("the trail answered " + answer.statusCode());
                }
            }
        }
        throw new IOException("the trail keeps refusing");
    }

    private static Duration retryAfter(HttpResponse<?> answer) {
        return Duration.ofSeconds(answer.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,2}"))
                .map(Long::valueOf)
                .orElse(1L));
    }

    private HttpResponse<InputStream> get(URI uri, String bearer) throws IOException {
        try {
            return http.send(
                    HttpRequest.newBuilder(uri)
                            .header("Authorization", "Bearer " + bearer)
                            .header(Headers.INQUIRY_REASON, reason.name())
                            .timeout(Duration.ofMinutes(1))
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}

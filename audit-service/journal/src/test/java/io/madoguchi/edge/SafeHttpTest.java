package io.madoguchi.edge;

import static io.madoguchi.notes.NotesClient.NOTES;
import static io.madoguchi.notes.NotesClient.as;
import static io.madoguchi.notes.NotesClient.handler;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.madoguchi.notes.Notes;
import io.madoguchi.notes.NotesServiceTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NotesServiceTest
class SafeHttpTest {
    private static final String PATRON = "/v1/patrons/" + Notes.PATRON;

    @TestHTTPResource
    URL plain;

    @TestHTTPResource(tls = true)
    URL secure;

    @Inject
    ObjectMapper json;

    @Test
    void keepsEveryAnswerOutOfCachesFramesAndOtherPeoplesPages() {
        List<Response> answers = List.of(
                as(handler()).get(PATRON),
                given().get(PATRON),
                given().auth().oauth2("nonsense").get(PATRON),
                given().auth().oauth2(handler().token()).get(PATRON),
                as(handler()).body("{").post(NOTES),
                as(handler()).delete(NOTES),
                as(handler()).body("{\"text\": \"" + "x".repeat(20_000) + "\"}").post(NOTES),
                given().get("/nowhere"),
                given().get("/q/health/ready"),
                given().get("/q/metrics"));
        assertThat(answers.stream().map(Response::statusCode))
                .containsExactly(200, 401, 401, 400, 400, 405, 413, 404, 200, 200);
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.headers().getValues("Cache-Control")).containsExactly("no-store");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Content-Security-Policy"))
                    .isEqualTo("default-src 'none'; frame-ancestors 'none'");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        });
    }

    @Test
    void namesNoProductAndNoVersion() {
        Response answer = as(handler()).get(PATRON);
        assertThat(answer.header("Server")).isNull();
        assertThat(answer.header("X-Powered-By")).isNull();
        for (String path : List.of("/q/health", "/q/metrics")) {
            assertThat(given().get(path).asString())
                    .doesNotContain(System.getProperty("java.version"), System.getProperty("java.vendor"));
        }
    }

    @Test
    void tellsWhoCameByTlsToComeByTlsOnly() {
        Response answer = given().relaxedHTTPSValidation().get(secure + "q/health/live");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("Strict-Transport-Security")).isEqualTo("max-age=31536000; includeSubDomains");
    }

    @Test
    void takesNoTlsOlderThan12() throws IOException {
        assertThat(firstAnswerToAHelloOf(2)).as("the alert protocol_version").endsWith(2, 70);
        assertThat(firstAnswerToAHelloOf(3)).as("any other answer").doesNotContain(70);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-Proto: https", "Forwarded: proto=https;for=192.0.2.1", "X-Forwarded-Ssl: on"})
    void believesNobodyWhoOnlySaysThatItCameByTls(String header) throws IOException {
        assertThat(send("GET /q/health/live HTTP/1.1\r\nHost: h\r\n" + header + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .doesNotContainIgnoringCase("Strict-Transport-Security");
    }

    @Test
    void believesNobodyWhoOnlySaysWhichHostItAsked() {
        Response answer = given().header("X-Forwarded-Host", "elsewhere.example")
                .header("X-Forwarded-Proto", "https")
                .header("Origin", "https://elsewhere.example")
                .get("/q/health/live");

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void pagesOfANamedOriginMayAsk() {
        Response before = given().header("Origin", "https://counter.example.jp")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,purpose-of-use")
                .options(NOTES);
        assertThat(before.header("Access-Control-Allow-Origin")).isEqualTo("https://counter.example.jp");
        assertThat(before.header("Access-Control-Allow-Credentials")).isEqualTo("false");
        assertThat(before.header("Access-Control-Allow-Methods").split(","))
                .containsExactlyInAnyOrder("GET", "POST", "PUT", "DELETE");
        assertThat(before.header("Access-Control-Allow-Headers").split(","))
                .contains("Authorization", "Purpose-Of-Use", "Idempotency-Key");
        assertThat(before.header("Access-Control-Max-Age")).isEqualTo("600");

        Response answer =
                as(handler()).header("Origin", "https://counter.example.jp").get(PATRON);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Expose-Headers").split(","))
                .containsExactlyInAnyOrder(
                        "Access-Record",
                        "Link",
                        "Retry-After",
                        "Location",
                        "WWW-Authenticate",
                        "Repr-Digest",
                        "Content-Disposition");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://elsewhere.example", "http://counter.example.jp", "null"})
    void pagesOfAnyOtherOriginMayNot(String origin) {
        Response answer = as(handler()).header("Origin", origin).get(PATRON);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
        assertThat(answer.asString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "BREW", "PROPFIND"})
    void refusesAMethodThatNothingTakesAndRepeatsNothing(String method) throws IOException {
        for (String path : List.of(PATRON, "/q/health/live")) {
            assertThat(send(method + " " + path + " HTTP/1.1\r\nHost: h\r\nX-Said: again\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 405")
                    .contains("application/problem+json", "\"method-not-allowed\"")
                    .doesNotContain("again");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/patrons/%zz", "/v1/%", "/v1/me?cursor=%zz", "/v1/<zz>"})
    void repeatsNothingOfAnAddressThatCannotBeDecoded(String address) throws IOException {
        assertThat(send("GET " + address + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .doesNotContain("zz");
    }

    @Test
    void answersABodyThatGoesOnWithoutSayingHowLong() throws IOException {
        String chunk = "1000\r\n" + " ".repeat(0x1000) + "\r\n";

        String answer = send("POST " + NOTES + " HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer "
                + handler().token()
                + "\r\nPurpose-Of-Use: COUNTER\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
                + "Connection: close\r\n\r\n1\r\n{\r\n" + chunk.repeat(6) + "0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 413").contains("application/problem+json", "\"body-too-large\"");
    }

    @Test
    void refusesALongAddressAndLongHeaders() throws IOException {
        assertThat(send("GET /v1/" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
                .matches("(?s)HTTP/1\\.[01] 414 .*");
        assertThat(send("GET " + PATRON + " HTTP/1.1\r\nHost: h\r\nX-Long: " + "x".repeat(17_000)
                        + "\r\nConnection: close\r\n\r\n"))
                .matches("(?s)HTTP/1\\.[01] 431 .*");
    }

    @Test
    void readsNoJsonThatIsDeepOrLongBeyondReason() {
        for (String text : List.of(
                "[".repeat(30) + "]".repeat(30),
                "\"" + "x".repeat(12_000) + "\"",
                "{\"" + "x".repeat(300) + "\": 1}",
                "1".repeat(50))) {
            assertThatThrownBy(() -> json.readTree(text)).isInstanceOf(StreamConstraintsException.class);
        }
    }

    @Test
    void answersAValueThatIsLongBeyondReason() {
        Response answer =
                as(handler()).body("{\"text\": \"" + "x".repeat(12_000) + "\"}").post(NOTES);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("malformed-json");
    }

    /** The JDK's own client speaks nothing old, so this says hello byte by byte (RFC 4346): TLS 1.1 is minor version 2. */
    private int[] firstAnswerToAHelloOf(int minor) throws IOException {
        byte[] hello = new byte[52];
        byte[] start = {22, 3, (byte) minor, 0, 47, 1, 0, 0, 43, 3, (byte) minor};
        byte[] end = {0, 0, 4, (byte) 0xc0, 0x09, (byte) 0xc0, 0x0a, 1, 0};
        System.arraycopy(start, 0, hello, 0, start.length);
        System.arraycopy(end, 0, hello, start.length + 32, end.length);
        try (Socket socket = new Socket(secure.getHost(), secure.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(hello);
            byte[] answer = socket.getInputStream().readNBytes(7);
            int[] numbers = new int[answer.length];
            for (int i = 0; i < answer.length; i++) {
                numbers[i] = answer[i] & 0xff;
            }
            return numbers;
        }
    }

    private String send(String request) throws IOException {
        try (Socket socket = new Socket(plain.getHost(), plain.getPort())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            try {
                out.write(request.getBytes(StandardCharsets.UTF_8));
                out.flush();
            } catch (IOException closedByTheServer) {
                // It may answer and close before it has read all.
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

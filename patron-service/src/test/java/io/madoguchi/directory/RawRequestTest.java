package io.madoguchi.directory;

import static io.madoguchi.directory.TestSchool.aSchool;
import static io.madoguchi.testing.TestAccount.aLibrarian;
import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.school.SchoolCode;
import io.quarkus.test.common.http.TestHTTPResource;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Requests that no client library would send, and that are refused before a resource sees them. */
@PatronServiceTest
class RawRequestTest {
    @TestHTTPResource
    URL service;

    private final SchoolCode school = aSchool();
    private final String token = aLibrarian().atSchool(school).token();

    @Test
    void repeatsNothingOfAnAddressThatCannotBeDecoded() throws IOException {
        String answer = send("GET /v1/patrons/%zz HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer " + token
                + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("zz");
    }

    @Test
    void refusesBytesThatAreNoText() throws IOException {
        byte[] body = {'{', '"', 'n', 'a', 'm', 'e', '"', ':', '"', (byte) 0xff, (byte) 0xfe, '"', '}'};

        String answer = send(post("Content-Length: " + body.length), body);

        assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json", "\"malformed-json\"");
    }

    @Test
    void takesHalfACharacterForNobodysName() throws IOException {
        String body = "{\"name\":\"\\ud842\\ud842\"}";

        String answer = send(post("Content-Length: " + body.length()) + body);

        assertThat(answer).doesNotContain("HTTP/1.1 5");
    }

    private String post(String length) {
        return "POST /v1/schools/" + school + "/patron-searches HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\nConnection: close\r\n" + length + "\r\n\r\n";
    }

    private String send(String request, byte... more) throws IOException {
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            try {
                out.write(request.getBytes(StandardCharsets.UTF_8));
                out.write(more);
                out.flush();
            } catch (IOException closedByTheServer) {
                // It may answer and close before it has read all.
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

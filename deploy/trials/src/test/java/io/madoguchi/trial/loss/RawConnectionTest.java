package io.madoguchi.trial.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.trial.loss.RawConnection.End;
import io.madoguchi.trial.loss.RawConnection.Exchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RawConnectionTest {
    private static final String WHOLE = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nAccess-Record: abc\r\n\r\nhello";
    private static final byte[] REQUEST = "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    @Test
    void anAnswerIsReadToItsEndAndTheConnectionServesTheNextRequest() throws IOException {
        List<Exchange> exchanges = exchange(List.of(WHOLE, WHOLE), 2, Integer.MAX_VALUE);

        assertThat(exchanges).extracting(Exchange::end).containsExactly(End.WHOLE, End.WHOLE);
        assertThat(exchanges.get(1).answer().status()).hasValue(200);
        assertThat(exchanges.get(1).answer().header("access-record")).contains("abc");
        assertThat(exchanges.get(1).answer().body()).asString().isEqualTo("hello");
    }

    @Test
    void whatCameOfABrokenAnswerIsKept() throws IOException {
        Exchange exchange = exchange(List.of(WHOLE.substring(0, WHOLE.length() - 2)), 1, Integer.MAX_VALUE)
                .get(0);

        assertThat(exchange.end()).isEqualTo(End.BROKEN_OFF);
        assertThat(exchange.answer().body()).asString().isEqualTo("hel");
    }

    @Test
    void anAnswerThatBreaksOffInItsHeadHasTheHeadersThatCameInWhole() throws IOException {
        RawAnswer answer = exchange(
                        List.of("HTTP/1.1 200 OK\r\nAccess-Record: abc\r\nContent-Le"), 1, Integer.MAX_VALUE)
                .get(0)
                .answer();

        assertThat(answer.header("Access-Record")).contains("abc");
        assertThat(answer.header("Content-Le")).isEmpty();
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aNameThatIsCutByTheMarkBetweenTwoChunksIsWholeInTheBody() throws IOException {
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n";
        Exchange exchange = exchange(List.of(chunked), 1, Integer.MAX_VALUE).get(0);

        assertThat(exchange.end()).isEqualTo(End.WHOLE);
        assertThat(exchange.answer().body()).asString().isEqualTo("hello");
        RawAnswer broken =
                new RawAnswer(chunked.substring(0, chunked.indexOf("lo\r") + 1).getBytes(StandardCharsets.US_ASCII));
        assertThat(broken.isWhole()).isFalse();
        assertThat(broken.body()).asString().isEqualTo("hell");
    }

    @Test
    void aClientThatHangsUpKeepsWhatItHas() throws IOException {
        Exchange exchange = exchange(List.of(WHOLE), 1, 20).get(0);

        assertThat(exchange.end()).isEqualTo(End.HUNG_UP);
        assertThat(exchange.answer().bytes()).asString().isEqualTo(WHOLE.substring(0, 20));
    }

    @Test
    void nobodyWhoListensAndNobodyWhoAnswersAreToldApart() throws IOException {
        assertThat(exchange(List.of(""), 1, Integer.MAX_VALUE).get(0).end()).isEqualTo(End.SILENT);
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        try (RawConnection connection = new RawConnection(URI.create("http://127.0.0.1:" + port), false)) {
            assertThat(connection.send(REQUEST, Integer.MAX_VALUE).end()).isEqualTo(End.NOT_SENT);
        }
    }

    /** From a server that gives these answers, one for each request, and closes the connection. */
    private static List<Exchange> exchange(List<String> answers, int requests, int patience) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> answer(server, answers));
            thread.start();
            try (RawConnection connection =
                    new RawConnection(URI.create("http://127.0.0.1:" + server.getLocalPort()), false)) {
                return java.util.stream.IntStream.range(0, requests)
                        .mapToObj(i -> connection.send(REQUEST, patience))
                        .toList();
            }
        }
    }

    private static void answer(ServerSocket server, List<String> answers) {
        try (Socket socket = server.accept()) {
            for (String answer : answers) {
                socket.getInputStream().readNBytes(REQUEST.length);
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

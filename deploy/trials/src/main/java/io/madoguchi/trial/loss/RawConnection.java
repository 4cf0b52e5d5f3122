package io.madoguchi.trial.loss;

import io.madoguchi.local.process.Pause;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 over a plain socket, kept open from one request to the next. Keeps every byte that comes, also of an answer that
 * breaks off, and never sends anything twice: an HTTP client of a library does both otherwise.
 */
final class RawConnection implements AutoCloseable {
    private static final int CONNECT_MILLIS = 2_000;
    /** Longer than any answer may take. */
    private static final int READ_MILLIS = 20_000;
    /** The kernel keeps no less; what does not fit waits in the service, and dies with it. */
    private static final int SMALL_BUFFER = 2_304;

    private static final long CHUNKED = Long.MAX_VALUE;

    private final URI url;
    private final boolean slow;
    private @Nullable Socket socket;

    /** {@code slow}: reads little at a time, so that long answers are under way for a while and can break off. */
    RawConnection(URI url, boolean slow) {
        this.url = url;
        this.slow = slow;
    }

    /** How an exchange ended. */
    enum End {
        WHOLE,
        /** Some bytes came. */
        BROKEN_OFF,
        /** The client itself closed the connection in the middle of the answer. */
        HUNG_UP,
        /** No byte came, though the request may have arrived. */
        SILENT,
        /** Nobody listened. */
        NOT_SENT,
        TOO_LATE
    }

    /** What came of one request. */
    record Exchange(End end, RawAnswer answer) {}

    /** {@code patience}: bytes after which the client hangs up. */
    Exchange send(byte[] request, int patience) {
        Socket connection;
        try {
            connection = connected();
        } catch (IOException e) {
            close();
            return new Exchange(End.NOT_SENT, new RawAnswer(new byte[0]));
        }
        ByteArrayOutputStream came = new ByteArrayOutputStream();
        End end = End.BROKEN_OFF;
        try {
            connection.getOutputStream().write(request);
            if (!read(connection.getInputStream(), came, patience)) {
                end = End.HUNG_UP;
            }
        } catch (SocketTimeoutException e) {
            end = End.TOO_LATE;
        } catch (IOException e) {
            end = End.BROKEN_OFF;
        }
        RawAnswer answer = new RawAnswer(came.toByteArray());
        if (answer.isWhole()) {
            if (answer.header("connection").filter("close"::equalsIgnoreCase).isPresent()) {
                close();
            }
            return new Exchange(End.WHOLE, answer);
        }
        close();
        return new Exchange(end == End.BROKEN_OFF && answer.isEmpty() ? End.SILENT : end, answer);
    }

    /** Whether it read on until there was no more. */
    private boolean read(InputStream in, ByteArrayOutputStream came, int patience) throws IOException {
        byte[] buffer = new byte[Math.min(patience, slow ? 512 : 65_536)];
        long expected = -1;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            came.write(buffer, 0, read);
            if (expected < 0) {
                expected = expectedLength(came.toByteArray());
            }
            if (expected == CHUNKED
                    ? new RawAnswer(came.toByteArray()).isWhole()
                    : expected >= 0 && came.size() >= expected) {
                return true;
            }
            if (came.size() >= patience) {
                return false;
            }
            if (slow) {
                Pause.millis(2);
            }
        }
        return true;
    }

    /** -1 while the head is not there in whole. */
    private static long expectedLength(byte[] soFar) {
        RawAnswer answer = new RawAnswer(soFar);
        return answer.lengthOfHead() < 0
                ? -1
                : answer.header("content-length")
                        .map(length -> answer.lengthOfHead() + Long.parseLong(length))
                        .orElse(answer.header("transfer-encoding").isPresent() ? CHUNKED : answer.lengthOfHead());
    }

    private Socket connected() throws IOException {
        Socket open = socket;
        if (open == null) {
            open = new Socket();
            if (slow) {
                open.setReceiveBufferSize(SMALL_BUFFER);
            }
            open.setTcpNoDelay(true);
            open.setSoTimeout(READ_MILLIS);
            socket = open;
            open.connect(new InetSocketAddress(url.getHost(), url.getPort()), CONNECT_MILLIS);
        }
        return open;
    }

    @Override
    public void close() {
        try {
            if (socket != null) {
                socket.close();
                socket = null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

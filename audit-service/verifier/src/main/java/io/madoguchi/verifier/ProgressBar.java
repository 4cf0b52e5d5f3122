package io.madoguchi.verifier;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;

/** A stream that draws on a terminal how far it was read, at most ten times a second, and wipes the bar when it is closed. */
final class ProgressBar extends FilterInputStream {

    private static final int WIDTH = 40;
    private static final long PAUSE_NANOS = 100_000_000;

    private final long length;
    private final String task;
    private final PrintStream out;
    private long done;
    private long drawn;

    ProgressBar(InputStream in, long length, String task, PrintStream out) {
        super(in);
        this.length = length;
        this.task = task;
        this.out = out;
        this.drawn = System.nanoTime();
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        advance(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        int read = super.read(bytes, offset, count);
        advance(Math.max(0, read));
        return read;
    }

    private void advance(int read) {
        done += read;
        long now = System.nanoTime();
        if (length > 0 && now - drawn > PAUSE_NANOS) {
            drawn = now;
            int filled = (int) Math.min(WIDTH, WIDTH * done / length);
            out.print("\r\033[2K" + task + " [" + "#".repeat(filled) + "-".repeat(WIDTH - filled) + "] "
                    + 100 * done / length + " %");
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        out.print("\r\033[2K");
        out.flush();
        super.close();
    }
}

package io.madoguchi.local.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.stream.Collectors;

/**
 * One line for each finished step, with its seconds and the seconds since the start. On a terminal the last line shows
 * what is under way; elsewhere, such as in a log, a step's beginning is a line of its own.
 */
public final class TerminalProgress implements Progress, AutoCloseable {
    private static final String CLEAR_LINE = "\r\033[2K";

    private final PrintStream out;
    private final boolean terminal;
    private final long start = System.nanoTime();
    private final List<Step> underWay = new ArrayList<>();
    private final Timer timer = new Timer("progress", true);

    public TerminalProgress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        if (terminal) {
            timer.schedule(
                    new TimerTask() {
                        @Override
                        public void run() {
                            redraw();
                        }
                    },
                    200,
                    200);
        }
    }

    @Override
    public synchronized Running begin(String name) {
        Step step = new Step(name);
        underWay.add(step);
        if (terminal) {
            redraw();
        } else {
            out.printf("  …  %s%n", name);
        }
        return step;
    }

    /** A line that stays. */
    public synchronized void line(String text) {
        if (terminal) {
            out.print(CLEAR_LINE);
        }
        out.println(text);
        redraw();
    }

    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private synchronized void redraw() {
        if (!terminal || underWay.isEmpty()) {
            return;
        }
        String steps = underWay.stream().map(Step::inOneWord).collect(Collectors.joining(" · "));
        // A line wider than the terminal would wrap, and only its last row be cleared.
        String line = "  … %3d s  %s".formatted(elapsed().toSeconds(), steps);
        out.print(CLEAR_LINE + (line.length() > 78 ? line.substring(0, 77) + "…" : line));
        out.flush();
    }

    @Override
    public synchronized void close() {
        timer.cancel();
        if (terminal) {
            out.print(CLEAR_LINE);
            out.flush();
        }
        underWay.clear();
    }

    private final class Step implements Running {
        private final String name;
        private final long began = System.nanoTime();
        private String detail = "";

        Step(String name) {
            this.name = name;
        }

        String inOneWord() {
            return detail.isEmpty() ? name : name + " (" + detail + ")";
        }

        @Override
        public void detail(String text) {
            synchronized (TerminalProgress.this) {
                detail = text;
            }
        }

        @Override
        public void end(boolean succeeded) {
            synchronized (TerminalProgress.this) {
                underWay.remove(this);
                double seconds = (System.nanoTime() - began) / 1e9;
                line("  %s  %-52s %6.1f s".formatted(succeeded ? "✓" : "✗", inOneWord(), seconds));
            }
        }
    }
}

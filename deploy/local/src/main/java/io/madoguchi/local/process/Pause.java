package io.madoguchi.local.process;

import io.madoguchi.local.progress.CannotStart;

/** A short wait between two looks at something that ends by itself. */
public final class Pause {
    private Pause() {}

    public static void millis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart(e, "interrupted");
        }
    }
}

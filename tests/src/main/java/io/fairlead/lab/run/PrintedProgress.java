package io.fairlead.lab.run;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Progress as lines of text. */
final class PrintedProgress implements Progress {
    /** Often enough to see that it lives, seldom enough for the log of a build server. */
    private static final Duration BETWEEN_DETAILS = Duration.ofSeconds(3);

    private static final int WIDTH = 100;

    private final PrintStream out;
    private final long start = System.nanoTime();
    private long lastLine = start;

    PrintedProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void step(String what) {
        lastLine = System.nanoTime();
        out.println(String.format(Locale.ROOT, "%6.1f s  %s", (lastLine - start) / 1e9, what));
    }

    @Override
    public synchronized void detail(String line) {
        long now = System.nanoTime();
        String words = line.strip();
        if (!words.isEmpty() && now - lastLine >= BETWEEN_DETAILS.toNanos()) {
            lastLine = now;
            out.println("          · " + (words.length() > WIDTH ? words.substring(0, WIDTH) + "…" : words));
        }
    }
}

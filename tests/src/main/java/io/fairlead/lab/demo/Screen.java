package io.fairlead.lab.demo;

import io.fairlead.lab.run.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/** What people see: lines, and on a terminal one status line that is written over. Any thread. */
final class Screen implements Progress {
    /** Terminals of 80 columns must not wrap the status line. */
    private static final int WIDTH = 79;
    /** On anything but a terminal a status is a whole line: often enough to see life, seldom enough for a log. */
    private static final Duration BETWEEN_STATUS_LINES = Duration.ofSeconds(5);

    /** What programs put into their output for terminals. */
    private static final Pattern COLOURS = Pattern.compile("\\u001b\\[[0-9;]*[mK]");

    private final PrintStream out;
    private final boolean terminal;
    private final boolean coloured;
    private final long start = System.nanoTime();
    private boolean statusShown;
    private long lastLine = start;

    /** The JDK knows only whether input and output are both a terminal; the script tells for each output. */
    Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        String plain = System.getenv("NO_COLOR");
        this.coloured = terminal && (plain == null || plain.isEmpty());
    }

    static Screen onStandardOutput() {
        return new Screen(System.out, Boolean.getBoolean("fairlead.terminal.out"));
    }

    static Screen onStandardError() {
        return new Screen(System.err, Boolean.getBoolean("fairlead.terminal.err"));
    }

    @Override
    public void step(String what) {
        line(String.format(Locale.ROOT, "%6.1f s  %s", seconds(), what));
    }

    @Override
    public void detail(String line) {
        status("          " + plain(line).strip());
    }

    /** {@code text} without what is for terminals only. */
    static String plain(String text) {
        return COLOURS.matcher(text).replaceAll("");
    }

    /** A line that stays. */
    synchronized void line(String text) {
        clearStatus();
        out.println(text);
        out.flush();
        lastLine = System.nanoTime();
    }

    /** A line that the next one replaces; where nothing can be replaced, one every few seconds. */
    synchronized void status(String text) {
        String cut = text.length() > WIDTH ? text.substring(0, WIDTH - 1) + "…" : text;
        if (terminal) {
            clearStatus();
            out.print(cut);
            out.flush();
            statusShown = true;
        } else if (System.nanoTime() - lastLine >= BETWEEN_STATUS_LINES.toNanos()) {
            line(cut);
        }
    }

    private void clearStatus() {
        if (statusShown) {
            out.print("\r\u001b[K");
            statusShown = false;
        }
    }

    private double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    String good(String text) {
        return coloured("32", text);
    }

    String bad(String text) {
        return coloured("31", text);
    }

    String strong(String text) {
        return coloured("1", text);
    }

    private String coloured(String code, String text) {
        return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}

package io.fairlead.sidecar;

import io.fairlead.sidecar.config.ProcessSettings.LogLevel;
import java.io.PrintStream;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/**
 * Lines on standard error: time in UTC, level, text. Lines of a kind that others can provoke are limited in number (V45).
 * Any thread.
 */
final class Log {
    /** How long a limit counts before it begins anew. */
    private static final long WINDOW_NANOS = 10_000_000_000L;

    private final PrintStream out;
    private final Map<String, Window> windows = new HashMap<>();
    private volatile LogLevel least;

    /** The thread whose lines wait, and these lines: that thread's alone. */
    private volatile Thread held;

    private final StringBuilder waiting = new StringBuilder();

    Log(PrintStream out, LogLevel least) {
        this.out = out;
        this.least = least;
    }

    void least(LogLevel level) {
        least = level;
    }

    /** From now on this thread's lines wait for {@link #release}: what it does is urgent, and what it says of it is not. */
    void hold() {
        held = Thread.currentThread();
    }

    /** Writes what waits, and the thread's lines wait no more. */
    void letGo() {
        held = null;
        release();
    }

    /** Writes what the holding thread has said since. */
    void release() {
        if (!waiting.isEmpty()) {
            print(waiting.toString());
            waiting.setLength(0);
        }
    }

    /** Writes at once what was kept for a quiet moment: before HAProxy says something that belongs after it. */
    void flush() {
        release();
        out.flush();
    }

    void debug(String text) {
        write(LogLevel.DEBUG, text);
    }

    void info(String text) {
        write(LogLevel.INFO, text);
    }

    void warn(String text) {
        write(LogLevel.WARN, text);
    }

    void error(String text) {
        write(LogLevel.ERROR, text);
    }

    /**
     * At most {@code limit} lines of a kind in ten seconds; how many were held back stands in the next one that is not.
     */
    synchronized void limited(String kind, int limit, LogLevel level, String text, long nowNanos) {
        Window window = windows.get(kind);
        long heldBack = 0;
        if (window == null || nowNanos - window.startNanos >= WINDOW_NANOS) {
            heldBack = window == null ? 0 : Math.max(0, window.lines - limit);
            window = new Window(nowNanos);
            windows.put(kind, window);
        }
        window.lines++;
        if (window.lines <= limit) {
            write(level, heldBack == 0 ? text : text + " (" + heldBack + " more like this were not logged)");
        }
    }

    private void write(LogLevel level, String text) {
        if (level.compareTo(least) >= 0) {
            String line = time() + " " + padded(level) + " " + text + "\n";
            if (Thread.currentThread().equals(held)) {
                waiting.append(line);
            } else {
                print(line);
            }
        }
    }

    /** In one write: HAProxy writes to the same place. */
    private void print(String lines) {
        synchronized (out) {
            out.print(lines);
        }
    }

    private static String padded(LogLevel level) {
        return level.name().length() == 4 ? level.name() + " " : level.name();
    }

    /** As ISO 8601 has it; by hand, since formatters take 20 ms to load. */
    private static String time() {
        LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(24);
        number(text, now.getYear(), 4).append('-');
        number(text, now.getMonthValue(), 2).append('-');
        number(text, now.getDayOfMonth(), 2).append('T');
        number(text, now.getHour(), 2).append(':');
        number(text, now.getMinute(), 2).append(':');
        number(text, now.getSecond(), 2).append('.');
        return number(text, now.getNano() / 1_000_000, 3).append('Z').toString();
    }

    private static StringBuilder number(StringBuilder text, int number, int digits) {
        String plain = Integer.toString(number);
        return text.append("0".repeat(digits - plain.length())).append(plain);
    }

    private static final class Window {
        private final long startNanos;
        private long lines;

        Window(long startNanos) {
            this.startNanos = startNanos;
        }
    }
}

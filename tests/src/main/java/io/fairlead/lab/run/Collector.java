package io.fairlead.lab.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

/** Reads one output of a program to its end, line by line, on a thread of its own. */
final class Collector {
    /** A grandchild that inherited the pipe can hold it open after the program ended; it is not waited for longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final StringBuilder text = new StringBuilder();
    private final Consumer<String> lines;
    private final Thread thread;

    private Collector(InputStream stream, Consumer<String> lines) {
        this.lines = lines;
        this.thread = Thread.ofPlatform().daemon().name("output").unstarted(() -> read(stream));
    }

    static Collector of(InputStream stream, Consumer<String> lines) {
        Collector collector = new Collector(stream, lines);
        collector.thread.start();
        return collector;
    }

    private void read(InputStream stream) {
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                append(line);
                lines.accept(line);
            }
        } catch (IOException e) {
            append("(reading ended: " + e.getMessage() + ")");
        }
    }

    private synchronized void append(String line) {
        text.append(line).append('\n');
    }

    synchronized String text() {
        return text.toString();
    }

    String await() throws InterruptedException {
        thread.join(PATIENCE);
        return text();
    }
}

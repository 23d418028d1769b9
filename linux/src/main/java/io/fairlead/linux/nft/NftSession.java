package io.fairlead.linux.nft;

import io.fairlead.linux.process.RealTime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An nft that stays: it carries out one line of commands after the other, and the tables that it made with
 * {@code flags owner} (Linux 5.12) are nobody else's and go with it, also when this program is killed: rules that must not
 * outlive the one who knows what they are for. One thread.
 */
public final class NftSession implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Process process;
    private final Writer commands;
    private final BlockingQueue<Optional<String>> complaints = new LinkedBlockingQueue<>();
    private int line;

    private NftSession(Process process) {
        this.process = process;
        this.commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        Thread.ofPlatform().daemon().name("nft session").start(this::listen);
    }

    /**
     * In the calling thread's network namespace.
     *
     * @throws ToolFailed if there is no nft
     */
    public static NftSession open() {
        ProcessBuilder builder = new ProcessBuilder("nft", "-i").redirectOutput(ProcessBuilder.Redirect.DISCARD);
        try {
            return new NftSession(RealTime.atNormalPriority(builder::start));
        } catch (Exception e) {
            throw new ToolFailed("nft -i", e);
        }
    }

    /**
     * Carries out commands, all of them or none; they are joined to one line.
     *
     * @throws ToolFailed with nft's words
     */
    public void apply(List<String> script) {
        String mark = "fairlead" + ++line;
        List<String> said = new ArrayList<>();
        try {
            // nft says nothing of success, so a line that it cannot know tells the end of what it says of the one
            // before.
            commands.write(String.join("; ", script) + "\n" + mark + "\n");
            commands.flush();
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (true) {
                Optional<String> next = complaints.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (next == null) {
                    throw new ToolFailed("nft -i", "no answer within " + LIMIT.toSeconds() + " s");
                }
                if (next.isEmpty()) {
                    throw new ToolFailed("nft -i", said.isEmpty() ? "it has ended" : said.getLast());
                }
                if (next.get().equals(mark)) {
                    break;
                }
                said.add(next.get());
            }
        } catch (IOException e) {
            throw new ToolFailed("nft -i", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ToolFailed("nft -i", e);
        }
        List<String> errors =
                said.stream().filter(each -> each.startsWith("Error: ")).toList();
        // The last one is about the mark.
        if (errors.size() > 1) {
            throw new ToolFailed("nft -i", errors.getFirst().substring("Error: ".length()));
        }
    }

    private void listen() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                complaints.add(Optional.of(text));
            }
        } catch (IOException | UncheckedIOException e) {
            complaints.add(Optional.of("Error: " + e.getMessage()));
        }
        complaints.add(Optional.empty());
    }

    /** Ends nft, and the tables that it owns with it; returns when they are gone. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(1, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(1, TimeUnit.SECONDS);
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

package io.fairlead.linux.nft;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.linux.process.Tool;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The nft command in the calling thread's network namespace. Any thread; waits for the command. */
public final class Nft {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    /** What differs between two listings of equal rules. */
    private static final Pattern UNSTABLE =
            Pattern.compile("\"handle\": [0-9]+(, )?|\\{\"metainfo\": \\{[^}]*\\}\\}(, )?");

    private Nft() {}

    /** What nft calls the family: {@code ip} or {@code ip6}. */
    public static String family(AddressFamily family) {
        return switch (family) {
            case IPV4 -> "ip";
            case IPV6 -> "ip6";
        };
    }

    /**
     * Carries out a script, all of it or nothing.
     *
     * @throws ToolFailed with nft's words
     */
    public static void apply(String script) {
        Tool.Ended ended = run(script, "-f", "-");
        if (!ended.succeeded()) {
            throw new ToolFailed("nft -f", firstComplaint(ended));
        }
    }

    /** Why the kernel or nft would refuse the script; empty: it would not. Nothing is changed. */
    public static Optional<String> objection(String script) {
        Tool.Ended ended = run(script, "-c", "-f", "-");
        return ended.succeeded() ? Optional.empty() : Optional.of(firstComplaint(ended));
    }

    /**
     * The rules of a table as nft lists them in JSON, without what differs between equal rules and without the elements of
     * named sets, which packets add; empty if there is no such table.
     */
    public static Optional<String> table(AddressFamily family, String name) {
        return list("-jt", "table", family(family), name);
    }

    /** Whether there is a table of that name. */
    public static boolean hasTable(AddressFamily family, String name) {
        return list("-j", "tables", family(family)).orElse("").contains("\"name\": \"" + name + "\"");
    }

    /** A set with its elements and their counters, in nft's JSON; empty if there is none of that name. */
    public static Optional<String> set(String family, String table, String name) {
        return list("-j", "set", family, table, name);
    }

    private static Optional<String> list(String options, String... object) {
        List<String> arguments = new ArrayList<>(List.of(options, "list"));
        arguments.addAll(List.of(object));
        Tool.Ended ended = run("", arguments.toArray(String[]::new));
        if (ended.succeeded()) {
            return Optional.of(UNSTABLE.matcher(ended.out()).replaceAll("").strip());
        }
        // The kernels' words for "there is none": without the table, and without the family.
        if (ended.err().contains("No such file or directory") || ended.err().contains("not supported")) {
            return Optional.empty();
        }
        throw new ToolFailed("nft list " + String.join(" ", object), firstComplaint(ended));
    }

    private static Tool.Ended run(String input, String... arguments) {
        List<String> command = new ArrayList<>(List.of("nft"));
        command.addAll(List.of(arguments));
        try {
            return Tool.run(command, input, LIMIT);
        } catch (UncheckedIOException e) {
            throw new ToolFailed("nft", e);
        }
    }

    /** nft's first line says what is wrong, those after it show where. */
    private static String firstComplaint(Tool.Ended ended) {
        return ended.err().strip().lines().findFirst().orElse("exit status " + ended.status());
    }
}

package io.fairlead.linux.nft;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.linux.process.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * iptables of one kind for one family, in the calling thread's network namespace. Any thread; waits for the commands.
 *
 * @param program for instance {@code iptables-legacy}; with {@code -save} and {@code -restore} at its end the other two
 */
public record Iptables(Kind kind, AddressFamily family, String program) {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    /** Another program may hold the lock of the legacy tables. */
    private static final String SECONDS_TO_WAIT_FOR_LOCK = "5";

    /** The two implementations, whose rules the kernel runs one after the other. */
    public enum Kind {
        /** Its rules are nf_tables' own, in tables named filter, nat… */
        NFT("nf_tables"),
        LEGACY("legacy");

        private final String mark;

        Kind(String mark) {
            this.mark = mark;
        }
    }

    /** The one of this machine, by the names that distributions give it; empty if it is not installed. */
    public static Optional<Iptables> find(Kind kind, AddressFamily family) {
        String base = switch (family) {
            case IPV4 -> "iptables";
            case IPV6 -> "ip6tables";
        };
        for (String program : List.of(base + "-" + (kind == Kind.NFT ? "nft" : "legacy"), base)) {
            Tool.Ended version = Tool.run(List.of(program, "--version"), LIMIT);
            // Before 1.8 there was only legacy, and it did not say so.
            boolean silent = kind == Kind.LEGACY && !version.out().contains("(");
            if (version.succeeded() && (version.out().contains(kind.mark) || silent)) {
                return Optional.of(new Iptables(kind, family, program));
            }
        }
        return Optional.empty();
    }

    /**
     * The rules of a table in the form of iptables-save, one a line and without counters; none if nobody made the table.
     * Asking does not make it: legacy iptables otherwise would.
     */
    public List<String> rules(String table) {
        if (!exists(table)) {
            return List.of();
        }
        return run(List.of(program, "-w", SECONDS_TO_WAIT_FOR_LOCK, "-t", table, "-S"), "")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private boolean exists(String table) {
        return switch (kind) {
            case NFT -> Nft.hasTable(family, table);
            case LEGACY -> legacyTables().contains(table);
        };
    }

    private List<String> legacyTables() {
        String file = switch (family) {
            case IPV4 -> "ip_tables_names";
            case IPV6 -> "ip6_tables_names";
        };
        Path names = Path.of("/proc/thread-self/net", file);
        try {
            return Files.exists(names) ? Files.readAllLines(names) : List.of();
        } catch (IOException e) {
            throw new ToolFailed("read " + names, e);
        }
    }

    /**
     * Carries out lines of one table in the form of iptables-restore, all or none, and leaves other rules as they are.
     *
     * @throws ToolFailed with its words
     */
    public void restore(String table, List<String> lines) {
        List<String> input = new ArrayList<>(List.of("*" + table));
        input.addAll(lines);
        input.add("COMMIT\n");
        run(List.of(program + "-restore", "--noflush", "-w", SECONDS_TO_WAIT_FOR_LOCK), String.join("\n", input));
    }

    private String run(List<String> command, String input) {
        Map<String, String> environment = switch (kind) {
            case NFT -> Map.of();
            case LEGACY -> Map.of("XTABLES_LOCKFILE", XtablesLock.file().toString());
        };
        Tool.Ended ended;
        try {
            ended = Tool.run(command, environment, input, LIMIT);
        } catch (UncheckedIOException e) {
            throw new ToolFailed(command.getFirst(), e);
        }
        if (!ended.succeeded()) {
            throw new ToolFailed(String.join(" ", command), ended.complaint());
        }
        return ended.out();
    }
}

package io.fairlead.lab.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fairlead.lab.bench.channel.ChannelSiege;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./fairlead bench channel}: whether the agent's channel stands a siege. */
@Command(
        name = "channel",
        mixinStandardHelpOptions = true,
        description = {
            "Throws malformed frames at a real agent, from the host, from a container that is no member, and from within a"
                    + " member, and kills the holder of the address meanwhile.",
            "Succeeds if the agent's memory and descriptors stay flat, no member loses its connection, and the agent"
                    + " promotes the other member. Always on a Docker Engine of its own."
        })
final class ChannelCommand implements Callable<Integer> {
    /** What the heap's own comings and goings are given. */
    private static final double MEMORY_SLACK_MB = 8;

    /** A few connections may be on their way through. */
    private static final int FILES_SLACK = 32;

    @Option(names = "--minutes", defaultValue = "10", description = "how long (default: ${DEFAULT-VALUE})")
    private double minutes;

    @Option(names = "--rate", defaultValue = "150", description = "connections a second (default: ${DEFAULT-VALUE})")
    private int rate;

    @Option(names = "--json", description = "one JSON object on the standard output")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        ChannelSiege.Outcome outcome;
        try (Cleanup cleanup = new Cleanup()) {
            Duration length = Duration.ofSeconds(Math.round(minutes * 60));
            outcome = ChannelSiege.run(length, rate, cleanup, Progress.to(System.err));
        }
        if (json) {
            System.out.println(new ObjectMapper().writeValueAsString(outcome));
        } else {
            System.out.printf(
                    Locale.ROOT,
                    "%d connections in %d s; resident %.1f MB at the start, %.1f at worst, %.1f at the end; open files %d, "
                            + "then %d%nmembers connected anew %d times, %d reports%nrefused: %s%n%s killed, %s took over%n",
                    outcome.connections(),
                    outcome.seconds(),
                    outcome.residentAtStart(),
                    outcome.residentAtWorst(),
                    outcome.residentAtEnd(),
                    outcome.openFilesAtStart(),
                    outcome.openFilesAtEnd(),
                    outcome.membersReconnected(),
                    outcome.memberReports(),
                    String.join(", ", outcome.refused()),
                    outcome.killed(),
                    outcome.promoted());
        }
        return stands(outcome) ? 0 : 1;
    }

    private static boolean stands(ChannelSiege.Outcome outcome) {
        return outcome.residentAtWorst() - outcome.residentAtStart() < MEMORY_SLACK_MB
                && outcome.openFilesAtEnd() - outcome.openFilesAtStart() < FILES_SLACK
                && outcome.membersReconnected() == 0
                && outcome.promoted().endsWith("by the agent's order");
    }
}

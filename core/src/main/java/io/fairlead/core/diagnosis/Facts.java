package io.fairlead.core.diagnosis;

import io.fairlead.core.model.LanSide;
import io.fairlead.core.model.Model;
import io.fairlead.core.model.Observed;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.text.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All that was seen at one moment.
 *
 * @param model what the agent would make of what was observed; empty if there are mistakes
 * @param problems mistakes and warnings about labels
 * @param members the networks of the members that run, by container id
 * @param unseen what could not be looked at, in words
 */
public record Facts(
        Instant now,
        Engine engine,
        Agent agent,
        Ipvs ipvs,
        Observed observed,
        Model model,
        List<Problem> problems,
        NetworkFacts host,
        Map<String, NetworkFacts> members,
        List<ProcessFacts> processes,
        ProbeFacts probes,
        List<String> unseen) {
    /** The container engine; {@code trouble} empty: it answers. {@code api} as in 1.41, or empty. */
    public record Engine(String trouble, String api) {}

    /**
     * The agent of this host.
     *
     * @param trouble why it does not answer; empty: it does
     * @param moving an address is being handed over just now
     * @param keepsPorts whether rules of its own keep the engine's from the LAN VIPs' ports (P26)
     * @param strangers members that run and whose sidecar is not connected to it
     * @param problems what it names
     */
    public record Agent(
            String trouble,
            boolean released,
            boolean moving,
            boolean keepsPorts,
            List<String> strangers,
            List<String> problems) {
        public Agent {
            strangers = List.copyOf(strangers);
            problems = List.copyOf(problems);
        }

        /** One that is well. */
        public static Agent well() {
            return new Agent("", false, false, true, List.of(), List.of());
        }

        /** One that does not answer. */
        public static Agent silent(String trouble) {
            return new Agent(trouble, false, false, false, List.of(), List.of());
        }

        /** The same, of which settings say that it writes no such rules. */
        public Agent withoutRules() {
            return new Agent(trouble, released, moving, false, strangers, problems);
        }

        boolean answers() {
            return trouble.isEmpty();
        }
    }

    /**
     * How this host forwards.
     *
     * @param present whether the kernel has ip_vs by now
     * @param needed whether the settings allow nothing else
     * @param used whether connections to LAN VIPs go through it
     */
    public record Ipvs(boolean present, boolean needed, boolean used) {}

    public Facts {
        problems = List.copyOf(problems);
        members = Map.copyOf(members);
        processes = List.copyOf(processes);
        unseen = List.copyOf(unseen);
    }

    /** A LAN VIP with the name of the service whose it is. */
    public record Published(String name, LanSide lan) {
        IpAddress address() {
            return lan.address().address();
        }
    }

    /** Whether it is known what is wanted: the engine answers, and labels are in order. */
    boolean isModelKnown() {
        return engine.trouble().isEmpty()
                && (problems.isEmpty() || published().findAny().isPresent());
    }

    /** The LAN VIPs, those of containers and others. */
    Stream<Published> published() {
        return Stream.concat(
                model.services().stream()
                        .flatMap(service -> service.lan().stream().map(lan -> new Published(service.name(), lan))),
                model.standalone().stream().map(each -> new Published(each.name(), each.lan())));
    }
}

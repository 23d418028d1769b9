package io.fairlead.lab.demo;

import io.fairlead.lab.fault.Fault;
import io.fairlead.lab.fault.ServiceContainer;
import io.fairlead.lab.probe.Probe;
import io.fairlead.lab.probe.Prober;
import io.fairlead.lab.run.Command;
import io.fairlead.lab.stack.AgentKill;
import io.fairlead.lab.stack.AgentStatus;
import io.fairlead.lab.stack.FaultResult;
import io.fairlead.lab.stack.FaultRun;
import io.fairlead.lab.stack.ForwardingRules;
import io.fairlead.lab.stack.HaproxyPair;
import io.fairlead.lab.stack.IpvsEvidence;
import io.fairlead.lab.stack.Limits;
import io.fairlead.lab.stack.Stage;
import io.fairlead.lab.stack.StageSetting;
import io.fairlead.lab.stack.Waiting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The faults of a demo, one after the other, each on the container that has the address at that time. */
final class Demo {
    /** What is done to the holder, and what then brings the same container back; the address has moved meanwhile. */
    private record Round(Fault fault, Optional<Fault> remedy) {}

    private static final List<Round> ROUNDS = List.of(
            new Round(Fault.KILL, Optional.of(Fault.START)),
            new Round(Fault.PAUSE, Optional.of(Fault.UNPAUSE)),
            new Round(Fault.STOP, Optional.of(Fault.START)),
            new Round(Fault.KILL_HAPROXY, Optional.empty()),
            new Round(Fault.HANG_HAPROXY, Optional.of(Fault.RESUME_HAPROXY)));

    /** So many answers in a row from one container: the whole chain is up. */
    private static final int SETTLED = 20;

    /** As compose names them: with hyphens, in its first version with underscores. */
    private static final Pattern CONTAINER =
            Pattern.compile(Pattern.quote(StageSetting.project(DemoCommand.NAME)) + "[-_](\\w+?)[-_]1\\b");

    private final Stage stage;
    private final Limits limits;
    private final boolean ipvsBefore;
    private final Screen screen;
    private final List<FaultResult> results = new ArrayList<>();

    /** {@code ipvsBefore}: whether the kernel had ip_vs before the stage was raised. */
    Demo(Stage stage, boolean ipvsBefore, Limits limits, Screen screen) {
        this.stage = stage;
        this.ipvsBefore = ipvsBefore;
        this.limits = limits;
        this.screen = screen;
    }

    /** Waits until the chain is up, draws it, injects the faults. */
    Report run() {
        try (Prober client = stage.client(limits)) {
            screen.step("waiting until clients are answered through the whole chain");
            awaitWhole(client);
            AgentStatus status = stage.awaitAgentStatus(limits.recovered());
            String forwarding = status.forwarding();
            Chain chain = new Chain(forwarding, stage.haproxies().holder().name(), limits.interval());
            chain.lines().forEach(screen::line);
            IpvsEvidence ipvs = IpvsEvidence.of(stage, status, ipvsBefore);
            Forwarded.lines(ipvs).forEach(screen::line);
            FaultRun faultRun = new FaultRun(stage.haproxies(), client, limits);
            for (Round round : ROUNDS) {
                run(round, faultRun);
                awaitWhole(client);
            }
            killAgent(forwarding, faultRun);
            return new Report(forwarding, stage.engine().version(), kernel(), ipvs, results);
        }
    }

    private void run(Round round, FaultRun faultRun) {
        ServiceContainer holder = stage.haproxies().holder();
        run(round.fault(), holder, faultRun);
        round.remedy().ifPresent(remedy -> run(remedy, holder, faultRun));
    }

    private void killAgent(String forwarding, FaultRun faultRun) {
        watch(
                Fault.KILL_AGENT,
                "kill -9 of the host agent",
                faultRun.client(),
                () -> new AgentKill(stage, faultRun).run(forwarding));
        if (results.getLast().well()) {
            Wrapped.lines(
                            "      ",
                            "what it had written into the kernel is the same as before: "
                                    + ForwardingRules.command(forwarding))
                    .forEach(screen::line);
        }
    }

    private void watch(Fault fault, String words, Prober client, Supplier<FaultResult> run) {
        Instant begun = Instant.now();
        FaultResult result;
        try (LiveStatus _ = LiveStatus.begin(words, client, screen)) {
            result = run.get();
        }
        List<String> decided = AgentStatus.overHttp(
                        stage.stack().agent(stage.haproxies().api()))
                .map(status -> status.decidedSince(begun))
                .orElse(List.of());
        results.add(result.within(limits.outage(fault)).deciding(decided));
        show(results.getLast());
    }

    private void run(Fault fault, ServiceContainer container, FaultRun faultRun) {
        watch(
                fault,
                fault.words() + " " + container.name(),
                faultRun.client(),
                () -> faultRun.run(fault, container, HaproxyPair.otherThan(container.name())));
    }

    private void show(FaultResult result) {
        String mark = result.well() ? screen.good("✓") : screen.bad("✗");
        screen.line(String.format(
                Locale.ROOT,
                "  %s %-25s  %-11s  %s",
                mark,
                result.words(),
                result.answeredBefore() + " → " + result.answeredAfter(),
                outcome(result)));
        result.decisions()
                .forEach(each -> Wrapped.lines("      agent: ", shortly(each)).forEach(screen::line));
        if (!result.well()) {
            Wrapped.lines("      ", result.problem()).forEach(line -> screen.line(screen.bad(line)));
        }
    }

    /** Containers by their services' names, as everywhere else on the screen. */
    private String shortly(String decision) {
        return CONTAINER.matcher(decision).replaceAll("$1");
    }

    /** Short enough for the end of a line. */
    private static String outcome(FaultResult result) {
        return result.failed() == 0
                ? String.format(Locale.ROOT, "all answered, within %.0f ms", result.slowestMillis())
                : String.format(Locale.ROOT, "%.0f ms without an answer", result.outageMillis());
    }

    private void awaitWhole(Prober client) {
        try (LiveStatus _ = LiveStatus.begin("until all is well", client, screen)) {
            Waiting.until(
                    "both HAProxy containers ready, one with the VIP, and clients answered by it",
                    limits.whole(),
                    () -> settled(client) && stage.haproxies().whole(),
                    () -> stage.haproxies().state() + "; clients: " + latest(client));
        }
    }

    private static boolean settled(Prober client) {
        List<Probe> latest = client.probes().last(SETTLED);
        return latest.size() == SETTLED && latest.stream().allMatch(Probe::answered);
    }

    private static String latest(Prober client) {
        Probe probe = client.latest();
        return probe == null ? "no probe yet" : probe.outcome().words() + " " + probe.answeredBy();
    }

    private static String kernel() {
        return Command.of("uname", "-r").text();
    }
}

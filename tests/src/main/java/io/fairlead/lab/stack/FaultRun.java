package io.fairlead.lab.stack;

import io.fairlead.lab.fault.Fault;
import io.fairlead.lab.fault.ServiceContainer;
import io.fairlead.lab.probe.Probe;
import io.fairlead.lab.probe.Prober;
import io.fairlead.lab.probe.Probes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Injects faults, waits until clients are answered again, and counts what they saw meanwhile.
 *
 * @param client connects to the service all the time
 */
public record FaultRun(HaproxyPair haproxies, Prober client, Limits limits) {
    /** So many good answers in a row from the right container are recovery, not luck. */
    private static final int IN_A_ROW = 20;
    /** Counted from a little before the fault: connections under way when it came belong to it. */
    private static final Duration BEFORE = Duration.ofMillis(100);

    /** What must hold besides before a fault is over; {@code words} say what. */
    public record Condition(String words, BooleanSupplier holds) {
        static final Condition NONE = new Condition("", () -> true);
    }

    /** Does {@code fault} to {@code container}; {@code living} is who has to answer afterwards. */
    public FaultResult run(Fault fault, ServiceContainer container, String living) {
        return run(fault, container, living, Condition.NONE);
    }

    /** The same, with a condition more. */
    public FaultResult run(Fault fault, ServiceContainer container, String living, Condition condition) {
        long asked = System.nanoTime();
        String before = client.since(asked - limits.deadline().toNanos())
                .answeredBefore(asked)
                .orElse("");
        Fault.Injection injection = fault.inject(container);
        boolean recovered = Waiting.within(
                limits.recovered(),
                () -> recovered(injection, living) && condition.holds().getAsBoolean());
        long until = System.nanoTime();
        Waiting.within(limits.deadline().multipliedBy(2), () -> client.decidedUntil(until));
        long from = injection.startNanos() - BEFORE.toNanos();
        Probes seen = client.since(from).between(from, until);
        return result(injection, before, seen, recovered ? "" : problem(injection, living, seen, condition));
    }

    private boolean recovered(Fault.Injection injection, String living) {
        return System.nanoTime() - injection.endNanos() >= limits.observed().toNanos()
                && answered(injection, living)
                && haproxies.holders().equals(List.of(living))
                && (!heals(injection.fault()) || haproxies.whole());
    }

    /** Whether both containers have to be well in the end. */
    private static boolean heals(Fault fault) {
        return switch (fault) {
            case START, UNPAUSE, KILL_HAPROXY, RESUME_HAPROXY, KILL_SIDECAR, RESUME_SIDECAR, KILL_AGENT -> true;
            case KILL, PAUSE, STOP, HANG_HAPROXY -> false;
        };
    }

    private boolean answered(Fault.Injection injection, String living) {
        List<Probe> latest = client.since(injection.startNanos()).last(IN_A_ROW);
        return latest.size() == IN_A_ROW
                && latest.getFirst().startNanos() - injection.startNanos() > 0
                && latest.stream().allMatch(probe -> probe.answeredBy().equals(living));
    }

    private FaultResult result(Fault.Injection injection, String before, Probes seen, String problem) {
        String holders = String.join(",", haproxies.holders());
        String after = seen.answeredLast().orElse("");
        return new FaultResult(
                injection.fault().key(),
                injection.container(),
                millis(seen.outageNanos()),
                0,
                seen.failed(),
                kinds(seen),
                seen.count(),
                millis(seen.slowestNanos()),
                before,
                after,
                holders,
                problem,
                List.of(),
                injection.fault().words() + " " + injection.container());
    }

    private String problem(Fault.Injection injection, String living, Probes seen, Condition condition) {
        if (recovered(injection, living)) {
            return "after " + limits.recovered().toSeconds() + " s not so: " + condition.words();
        }
        String after = seen.answeredLast().orElse("");
        String holders = String.join(",", haproxies.holders());
        return "after " + limits.recovered().toSeconds() + " s clients are answered by "
                + (after.isEmpty() ? "nobody" : after) + ", not by " + living + "; VIP on "
                + (holders.isEmpty() ? "nobody" : holders);
    }

    private static Map<String, Long> kinds(Probes seen) {
        return seen.failures().entrySet().stream()
                .collect(Collectors.toMap(each -> each.getKey().words(), Map.Entry::getValue, Long::sum, TreeMap::new));
    }

    /** With microseconds: enough for any outage. */
    private static double millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMicros(nanos) / 1000.0;
    }
}

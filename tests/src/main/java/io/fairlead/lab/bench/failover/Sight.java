package io.fairlead.lab.bench.failover;

import io.fairlead.lab.bench.watch.ArpAnswers;
import io.fairlead.lab.bench.watch.HostSide;
import io.fairlead.lab.bench.watch.VipWatch;
import io.fairlead.lab.fault.ServiceContainer;
import io.fairlead.lab.probe.Probe;
import io.fairlead.lab.probe.Prober;
import io.fairlead.lab.probe.Probes;
import io.fairlead.lab.probe.Target;
import io.fairlead.lab.stack.HaproxyPair;
import io.fairlead.lab.stack.OneHost;
import io.fairlead.lab.stack.Waiting;
import io.fairlead.linux.namespace.NetworkNamespace;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that looks at a contender during one round: a client that connects to the container VIP each millisecond from the engine's
 * host, and a watch on who has the address.
 *
 * @param other the container that is not the holder
 */
public record Sight(Contender contender, ServiceContainer holder, String other, Prober client, VipWatch owners)
        implements AutoCloseable {
    /** Of one connection. */
    public static final Duration DEADLINE = Duration.ofSeconds(1);

    private static final int PORT = 80;
    private static final Duration EVERY = Duration.ofMillis(1);
    /** So many good answers in a row are a service, not luck. */
    private static final int IN_A_ROW = 20;

    private static final int WARM = 200;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    /** The newest good answer may be this old. */
    private static final Duration FRESH = Duration.ofMillis(100);

    private static final Duration AFTER_TAKEOVER = Duration.ofMillis(100);
    /** Connections under way when the fault came belong to it. */
    private static final Duration BEFORE = Duration.ofMillis(50);

    /** Opens its eyes, and returns when clients are answered by {@code holder}. */
    public static Sight open(Contender contender, ServiceContainer holder) {
        Map<String, Long> pids = new LinkedHashMap<>();
        contender.containers().forEach(each -> pids.put(each.name(), each.pid()));
        VipWatch owners = VipWatch.begin(Contender.VIP, pids);
        Sight sight = new Sight(contender, holder, HaproxyPair.otherThan(holder.name()), client(contender), owners);
        if (!Waiting.within(WARM_UP, () -> sight.answered(System.nanoTime() - WARM_UP.toNanos(), WARM))) {
            Probes seen = sight.client.probes();
            sight.close();
            throw new IllegalStateException("clients were not answered before the fault: " + seen.failures() + ", "
                    + seen.last(3) + "; " + contender.state());
        }
        return sight;
    }

    /** Answered by HAProxy itself: backends would add nothing but time. */
    public static Prober client(Contender contender) {
        Target target = Target.whoami(new InetSocketAddress(OneHost.VIP, PORT), "/whoami", EVERY)
                .deadline(DEADLINE);
        try (NetworkNamespace host = HostSide.namespace(contender.engine())) {
            return Prober.start(target, host);
        }
    }

    /** Whether the newest {@code count} connections that were begun after {@code nanos} were answered, the last one just now. */
    private boolean answered(long nanos, int count) {
        List<Probe> newest = client.since(nanos).last(count);
        return newest.size() == count
                && newest.getFirst().startNanos() - nanos > 0
                && newest.stream().allMatch(Probe::answered)
                && System.nanoTime() - newest.getLast().startNanos() < FRESH.toNanos();
    }

    /** Whether clients are answered again after a fault at {@code faultNanos} that they were watched for long enough. */
    public boolean settled(long faultNanos, Duration observed) {
        return System.nanoTime() - faultNanos >= observed.toNanos() && answered(faultNanos, IN_A_ROW);
    }

    /** What clients saw from shortly before {@code fromNanos} until {@code untilNanos}, once all of it is decided. */
    public Probes seen(long fromNanos, long untilNanos) {
        Waiting.within(DEADLINE.multipliedBy(2), () -> client.decidedUntil(untilNanos));
        long from = fromNanos - BEFORE.toNanos();
        return client.since(from).between(from, untilNanos);
    }

    /** How many answer ARP for the VIP 100 ms after the other container got it, or after the time when it should have. */
    int arpAnswersAfter(long faultNanos, Duration longest) {
        Waiting.within(longest, () -> owners.owners().gained(other, faultNanos).isPresent());
        long until = System.nanoTime() + AFTER_TAKEOVER.toNanos();
        Waiting.within(AFTER_TAKEOVER, () -> System.nanoTime() - until >= 0);
        return ArpAnswers.to(Contender.VIP, contender.engine()).size();
    }

    @Override
    public void close() {
        client.close();
        owners.close();
    }
}

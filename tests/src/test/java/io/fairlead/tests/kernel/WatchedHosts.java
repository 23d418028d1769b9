package io.fairlead.tests.kernel;

import io.fairlead.agent.member.MemberWatch;
import io.fairlead.core.director.DirectorEvent;
import io.fairlead.core.model.Container;
import io.fairlead.core.model.Member;
import io.fairlead.core.model.Model;
import io.fairlead.core.model.Segment;
import io.fairlead.core.model.Service;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.linux.namespace.NetworkNamespace;
import io.fairlead.linux.poll.Poller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Hosts of a switch as members of a service, each with one process, watched as the agent does from the bridge's side. */
final class WatchedHosts implements AutoCloseable {
    static final String SERVICE = "web";

    private final Poller poller = Poller.open();
    private final Map<Switch.Host, Process> processes = new HashMap<>();
    private final List<DirectorEvent> events = new ArrayList<>();
    private final IpAddress vip;
    private final MemberWatch watch;

    WatchedHosts(Switch ethernet, Switch.Host... hosts) throws Exception {
        this(Configs.VIP, ethernet, hosts);
    }

    /** Members of a service whose address is {@code vip}. */
    WatchedHosts(IpAddress vip, Switch ethernet, Switch.Host... hosts) throws Exception {
        this.vip = vip;
        for (Switch.Host host : hosts) {
            processes.put(host, start(host));
        }
        try (NetworkNamespace bridge = ethernet.bridgeHost().open()) {
            watch = bridge.call(() -> new MemberWatch(poller, events::add, (_, _) -> true));
        }
        watch.bring(model());
    }

    private static Process start(Switch.Host host) throws Exception {
        try (NetworkNamespace inside = host.open()) {
            return inside.call(() -> new ProcessBuilder("sleep", "600").start());
        }
    }

    /** Watches a host's process that somebody else has started, and ends it at the end. */
    void adopt(Switch.Host host, Process process) {
        processes.put(host, process);
        watch.bring(model());
    }

    static String id(Switch.Host host) {
        return "id-" + host.number();
    }

    Process process(Switch.Host host) {
        return processes.get(host);
    }

    MemberWatch watch() {
        return watch;
    }

    private Model model() {
        List<Member> members = processes.entrySet().stream()
                .map(entry -> new Member(
                        id(entry.getKey()),
                        "h" + entry.getKey().number(),
                        Container.State.RUNNING,
                        List.of(entry.getKey().address()),
                        entry.getValue().pid()))
                .toList();
        Segment segment = new Segment("net", Optional.of("br0"), List.of(IpPrefix.parse("10.77.0.0/24")));
        return new Model(List.of(new Service(SERVICE, vip, segment, members, Optional.empty())), List.of());
    }

    /** Runs the loop until such an event is there; gives how long that took. */
    Duration await(Predicate<DirectorEvent> wanted) {
        return loopUntil(() -> events.stream().anyMatch(wanted));
    }

    Duration await(DirectorEvent wanted) {
        return await(wanted::equals);
    }

    Duration loopUntil(BooleanSupplier condition) {
        long begun = System.nanoTime();
        long limit = begun + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            long now = System.nanoTime();
            if (now > limit) {
                throw new AssertionError("not within 10 s; events so far: " + events);
            }
            poller.poll(Math.min(watch.deadlineNanos(), limit));
            watch.fire(System.nanoTime());
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    List<DirectorEvent> events() {
        return List.copyOf(events);
    }

    @Override
    public void close() {
        watch.close();
        processes.values().forEach(Process::destroyForcibly);
        poller.close();
    }
}

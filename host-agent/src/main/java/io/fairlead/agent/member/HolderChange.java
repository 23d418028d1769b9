package io.fairlead.agent.member;

import io.fairlead.core.director.Decision;
import io.fairlead.core.director.DirectorEvent;
import io.fairlead.core.model.Model;
import io.fairlead.core.model.Service;
import io.fairlead.core.net.IpAddress;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done from outside when an address goes from one member to another: it is taken from the old one, and what is sent to it
 * is led to the new one, or back. The loop's thread.
 */
final class HolderChange {
    private static final Logger LOG = LoggerFactory.getLogger(HolderChange.class);

    private final Function<String, Optional<WatchedMember>> members;
    private final MemberPorts ports;
    private final HostNeighbours neighbours;
    private final Relays relays;
    private final Consumer<DirectorEvent> events;
    private Model model = Model.EMPTY;

    /** {@code members}: who is watched, by container. */
    HolderChange(
            Function<String, Optional<WatchedMember>> members,
            MemberPorts ports,
            HostNeighbours neighbours,
            Relays relays,
            Consumer<DirectorEvent> events) {
        this.members = members;
        this.ports = ports;
        this.neighbours = neighbours;
        this.relays = relays;
        this.events = events;
    }

    void follow(Model now) {
        model = now;
    }

    /** What the host sends to the addresses of this one waits: whoever connects to it from here on would be lost. */
    void hold(String member) {
        model.services().forEach(service -> hold(member, service.vip()));
    }

    private void hold(String member, IpAddress vip) {
        ports.mac(member, vip).ifPresent(mac -> neighbours.hold(vip, mac, System.nanoTime()));
    }

    /**
     * Takes the address out of the member's namespace; {@link DirectorEvent.FenceDone} is handed out before this returns. What the
     * host sends to the address meanwhile waits for the next holder.
     */
    void fence(Decision.Fence fence) {
        long begun = System.nanoTime();
        Optional<WatchedMember> holder = members.apply(fence.member());
        Optional<MemberNetwork> network = holder.flatMap(WatchedMember::network);
        if (network.isEmpty()) {
            events.accept(new DirectorEvent.FenceDone(
                    fence.service(),
                    fence.member(),
                    Optional.of("the agent has no way into that container's network namespace")));
            return;
        }
        hold(fence.member(), fence.vip());
        MemberNetwork.Fenced fenced =
                network.get().fence(fence.vip(), holder.get().mayHaveConnections());
        long done = System.nanoTime();
        if (fenced.failure().isPresent()) {
            neighbours.letGo(fence.vip());
        }
        events.accept(new DirectorEvent.FenceDone(fence.service(), fence.member(), fenced.failure()));
        // The next holder need not wait for these words.
        say(holder.get().name(), fence, fenced, done - begun);
    }

    private static void say(String name, Decision.Fence fence, MemberNetwork.Fenced fenced, long tookNanos) {
        LOG.info(
                "fenced {}: {} of {} removed, {} connections reset in {} µs{}{}",
                name,
                fenced.removed(),
                fence.vip(),
                fenced.resets().reset(),
                tookNanos / 1000,
                fenced.failure().map(why -> "; failed: " + why).orElse(""),
                fenced.resets().trouble().map(why -> "; resets: " + why).orElse(""));
    }

    void awaitHolder(Decision.Promote promote) {
        bridge(promote.service()).ifPresent(bridge -> neighbours.awaitHolder(bridge, promote.vip()));
    }

    void pointNeighbour(Decision.PointNeighbour decision) {
        Optional<MemberNetwork.Port> port = port(decision.member(), decision.vip());
        neighbours.point(bridge(decision.service()), decision.vip(), port.map(MemberNetwork.Port::mac));
    }

    private Optional<String> bridge(String service) {
        return service(service).flatMap(each -> each.segment().bridge());
    }

    private Optional<Service> service(String name) {
        return model.services().stream()
                .filter(each -> each.name().equals(name))
                .findFirst();
    }

    /**
     * Relays on a thread of its own, since rules take milliseconds to load; {@link DirectorEvent.RelayDone} is handed out
     * inside {@link MemberWatch#fire}, or at once if there is no way.
     */
    void relay(Decision.Relay relay) {
        Optional<MemberNetwork> from = network(relay.from());
        Optional<MemberNetwork> to = network(relay.to());
        Optional<Relays.Route> route = port(relay.from(), relay.vip())
                .flatMap(old -> port(relay.to(), relay.vip())
                        .flatMap(fresh -> from.get()
                                .ownAddress(relay.vip())
                                .map(own -> new Relays.Route(relay.vip(), old, own, fresh))));
        if (route.isEmpty()) {
            String why = "the agent has no way into both containers' networks";
            LOG.warn("no relay of {}: {}", relay.vip(), why);
            relayDone(relay, Optional.of(why));
            return;
        }
        relays.begin(
                new Relays.Pair(relay.from(), relay.to()),
                route.get(),
                from.get().namespace().again(),
                to.get().namespace().again(),
                failure -> relayDone(relay, failure));
    }

    private void relayDone(Decision.Relay relay, Optional<String> failure) {
        events.accept(new DirectorEvent.RelayDone(relay.service(), relay.from(), relay.to(), failure));
    }

    /** Removes the relay's rules, if there are any; {@link DirectorEvent.RelayEnded} is handed out inside {@link MemberWatch#fire}. */
    void endRelay(Decision.EndRelay end) {
        relays.end(
                end.vip(),
                new Relays.Pair(end.from(), end.to()),
                () -> events.accept(new DirectorEvent.RelayEnded(end.service(), end.from(), end.to())));
    }

    private Optional<MemberNetwork> network(String member) {
        return members.apply(member).flatMap(WatchedMember::network);
    }

    private Optional<MemberNetwork.Port> port(String member, IpAddress vip) {
        return members.apply(member).flatMap(watched -> watched.portOf(vip));
    }
}

package io.fairlead.agent.failover;

import io.fairlead.agent.channel.MemberChannel;
import io.fairlead.core.channel.AgentMessage;
import io.fairlead.core.channel.Role;
import io.fairlead.core.channel.RouterReport;
import io.fairlead.core.channel.SidecarMessage;
import io.fairlead.core.director.Decision;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what the director decided. The loop's thread. */
public final class Executor {
    private static final Logger LOG = LoggerFactory.getLogger(Executor.class);

    private final MemberChannel channel;
    private final Members members;
    private final Handicaps handicaps;
    private final Set<String> holders = new HashSet<>();

    /** Services whose old holder still serves while a new one takes over. */
    private final Set<String> relayed = new HashSet<>();

    public Executor(MemberChannel channel, Members members) {
        this.channel = channel;
        this.members = members;
        this.handicaps = new Handicaps(channel);
    }

    Handicaps handicaps() {
        return handicaps;
    }

    void carryOut(Decision decision) {
        switch (decision) {
            case Decision.Fence fence -> fence(fence);
            case Decision.Promote promote -> promote(promote);
            case Decision.Ask ask -> channel.send(ask.member(), new AgentMessage.Ping());
            case Decision.Resign resign ->
                channel.send(resign.member(), new AgentMessage.Resign(resign.vip(), resign.reason()));
            case Decision.Release release ->
                channel.send(release.member(), new AgentMessage.Release(release.vip(), release.reason()));
            case Decision.Relay relay -> relay(relay);
            case Decision.Retain retain ->
                channel.send(retain.member(), new AgentMessage.Retain(retain.vip(), retain.reason()));
            case Decision.EndRelay end -> endRelay(end);
            case Decision.PointNeighbour neighbour -> members.pointNeighbour(neighbour);
            case Decision.Notify _ -> {}
        }
        say(decision);
    }

    /** Release first: a frozen sidecar that wakes must read it before it sees that its address is gone. */
    private void fence(Decision.Fence fence) {
        if (!members.isDead(fence.member())) {
            channel.send(fence.member(), new AgentMessage.Release(fence.vip(), fence.reason()));
        }
        members.fence(fence);
    }

    private void promote(Decision.Promote promote) {
        channel.send(
                promote.member(), new AgentMessage.Promote(promote.vip(), promote.validUntilNanos(), promote.reason()));
        if (holders.add(promote.member())) {
            members.holders(Set.copyOf(holders));
        }
        if (!relayed.contains(promote.service())) {
            members.awaitHolder(promote);
        }
    }

    private void relay(Decision.Relay relay) {
        relayed.add(relay.service());
        members.relay(relay);
    }

    private void endRelay(Decision.EndRelay end) {
        relayed.remove(end.service());
        members.endRelay(end);
    }

    /** Keeps up with who has an address: they are watched more closely. */
    void reported(String member, SidecarMessage.Report report) {
        boolean holds = report.routers().stream().anyMatch(Executor::holds);
        if (holds ? holders.add(member) : holders.remove(member)) {
            members.holders(Set.copyOf(holders));
        }
    }

    private static boolean holds(RouterReport router) {
        return router.addressInPlace() || router.role() == Role.ACTIVE || router.role() == Role.RESIGNING;
    }

    private static void say(Decision decision) {
        switch (decision) {
            case Decision.Notify notice -> LOG.warn("{}: {}", notice.service(), notice.reason());
            case Decision.Fence fence -> LOG.info("{}: fence: {}", fence.service(), fence.reason());
            case Decision.Promote promote -> LOG.info("{}: promote: {}", promote.service(), promote.reason());
            case Decision.Resign resign -> LOG.info("{}: resign: {}", resign.service(), resign.reason());
            case Decision.Release release -> LOG.warn("{}: release: {}", release.service(), release.reason());
            case Decision.Relay relay -> LOG.info("{}: relay: {}", relay.service(), relay.reason());
            case Decision.Retain _, Decision.EndRelay _, Decision.PointNeighbour _, Decision.Ask _ ->
                LOG.debug("{}", decision.reason());
        }
    }
}

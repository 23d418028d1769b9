package io.fairlead.agent.failover;

import io.fairlead.core.channel.Role;
import io.fairlead.core.channel.RouterReport;
import io.fairlead.core.channel.SidecarMessage;
import io.fairlead.core.director.Decision;
import io.fairlead.core.director.Director;
import io.fairlead.core.director.DirectorConfig;
import io.fairlead.core.director.DirectorEvent;
import io.fairlead.core.director.DirectorState;
import io.fairlead.core.director.DirectorTransition;
import io.fairlead.core.health.Verdict;
import io.fairlead.core.model.Container;
import io.fairlead.core.model.Member;
import io.fairlead.core.model.Model;
import io.fairlead.core.model.Segment;
import io.fairlead.core.model.Service;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import java.util.List;
import java.util.Optional;

/**
 * Plays failovers of a service that does not exist, of documentation addresses (RFC 5737), so that the JVM has loaded and
 * compiled the director before the first real one: a cold one takes tens of milliseconds, a warm one less than one.
 */
public final class Rehearsal {
    /** The JVM's first compiler takes a method on after some 200 calls, and loops earlier. */
    public static final int ROUNDS = 300;

    private static final long MILLI = 1_000_000;
    private static final String SERVICE = "rehearsal";
    private static final IpAddress VIP = IpAddress.parse("192.0.2.201");
    private static final Member FIRST = member("a", 2);
    private static final Member SECOND = member("b", 3);

    private final Director director;
    private DirectorState state = DirectorState.initial();
    private long nowNanos = 60_000 * MILLI;
    private int promotions;

    private Rehearsal(Director director) {
        this.director = director;
    }

    /** So many failovers, each from the first word to the promotion; returns how often one was promoted. */
    public static int play(Director director, int rounds) {
        int promotions = 0;
        for (int round = 0; round < rounds; round++) {
            promotions += new Rehearsal(director).play();
        }
        return promotions;
    }

    private int play() {
        hear(new DirectorEvent.ModelSeen(model()));
        hear(new DirectorEvent.Connected(FIRST.containerId()));
        hear(new DirectorEvent.Connected(SECOND.containerId()));
        hear(report(SECOND, Role.BACKUP));
        hear(report(FIRST, Role.ACTIVE));
        hear(new DirectorEvent.AdvertisementSeen(SERVICE, FIRST.addresses().getFirst(), 100));
        nowNanos += 60_000 * MILLI;
        hear(report(SECOND, Role.BACKUP));
        hear(report(FIRST, Role.ACTIVE));
        hear(new DirectorEvent.TimerFired());
        hear(new DirectorEvent.SidecarDied(FIRST.containerId()));
        hear(new DirectorEvent.ContainerDied(FIRST.containerId()));
        hear(report(SECOND, Role.ACTIVE));
        var _ = director.view(state, nowNanos);
        return promotions;
    }

    private void hear(DirectorEvent event) {
        nowNanos += MILLI;
        DirectorTransition transition = director.step(state, event, nowNanos);
        state = transition.state();
        for (Decision decision : transition.decisions()) {
            switch (decision) {
                case Decision.Fence fence ->
                    hear(new DirectorEvent.FenceDone(fence.service(), fence.member(), Optional.empty()));
                case Decision.Promote _ -> promotions++;
                case Decision.Ask _,
                        Decision.Resign _,
                        Decision.Release _,
                        Decision.Relay _,
                        Decision.Retain _,
                        Decision.EndRelay _,
                        Decision.PointNeighbour _,
                        Decision.Notify _ -> {}
            }
        }
    }

    private static DirectorEvent report(Member member, Role role) {
        boolean active = role == Role.ACTIVE;
        return new DirectorEvent.Reported(
                member.containerId(),
                new SidecarMessage.Report(
                        List.of(new RouterReport(
                                VIP,
                                member.addresses().getFirst(),
                                DirectorConfig.DEFAULT_INTERVAL,
                                100,
                                false,
                                role,
                                active)),
                        Verdict.HEALTHY,
                        "answers",
                        false));
    }

    private static Model model() {
        return new Model(
                List.of(new Service(
                        SERVICE,
                        VIP,
                        new Segment(SERVICE, Optional.of("br-rehearsal"), List.of(IpPrefix.parse("192.0.2.0/24"))),
                        List.of(FIRST, SECOND),
                        Optional.empty())),
                List.of());
    }

    private static Member member(String name, int lastOctet) {
        return new Member(
                name, name, Container.State.RUNNING, List.of(IpAddress.parse("192.0.2." + lastOctet)), lastOctet);
    }
}

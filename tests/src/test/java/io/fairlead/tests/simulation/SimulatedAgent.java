package io.fairlead.tests.simulation;

import io.fairlead.core.channel.AgentMessage;
import io.fairlead.core.channel.Role;
import io.fairlead.core.channel.RouterReport;
import io.fairlead.core.channel.SidecarMessage.Report;
import io.fairlead.core.director.Decision;
import io.fairlead.core.director.Director;
import io.fairlead.core.director.DirectorConfig;
import io.fairlead.core.director.DirectorEvent;
import io.fairlead.core.director.DirectorState;
import io.fairlead.core.director.DirectorTransition;
import io.fairlead.core.model.Model;
import io.fairlead.core.model.Segment;
import io.fairlead.core.model.Service;
import io.fairlead.core.net.IpAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The agent's process around the real director: what it sees is late, what it does takes time and may fail. */
final class SimulatedAgent {
    static final String SERVICE = "shop";
    private static final long RESYNC = 10 * World.SECOND;

    private final World world;
    private final DirectorRules rules;
    private final AgentChecks checks;
    private final Director director = new Director(DirectorConfig.DEFAULT);
    private final List<Member> members = new ArrayList<>();
    private final Set<Member> known = new HashSet<>();
    private DirectorState state = DirectorState.initial();
    private boolean alive = true;
    private int life;
    private int timers;
    private long mostFence = 3 * World.MILLISECOND;
    private long mostRelay = 100 * World.MILLISECOND;
    private double failingFences;
    private long mostFreezerLag = 10 * World.MILLISECOND;
    private long mostEngineLag = 200 * World.MILLISECOND;
    private double lostEngineEvents;

    SimulatedAgent(World world, DirectorRules rules, AgentChecks checks) {
        this.world = world;
        this.rules = rules;
        this.checks = checks;
        resync();
    }

    List<Member> members() {
        return members;
    }

    boolean isAlive() {
        return alive;
    }

    boolean knows(Member member) {
        return known.contains(member);
    }

    /** Fences, the freezer and the engine become as bad as they can be. */
    void disturb() {
        mostFence = world.between(3 * World.MILLISECOND, 400 * World.MILLISECOND);
        failingFences = world.chance(0.5) ? 0.5 : 0;
        mostRelay = world.between(100 * World.MILLISECOND, World.SECOND);
        mostFreezerLag = world.between(10 * World.MILLISECOND, 500 * World.MILLISECOND);
        mostEngineLag = world.between(200 * World.MILLISECOND, 3 * World.SECOND);
        lostEngineEvents = world.chance(0.3) ? 0.5 : 0;
    }

    void calm() {
        mostFence = 3 * World.MILLISECOND;
        failingFences = 0;
        mostRelay = 100 * World.MILLISECOND;
        mostFreezerLag = 10 * World.MILLISECOND;
        mostEngineLag = 200 * World.MILLISECOND;
        lostEngineEvents = 0;
    }

    void die() {
        if (alive) {
            world.trace("agent", () -> "killed");
            alive = false;
            life++;
            known.clear();
            state = DirectorState.initial();
            members.forEach(Member::disconnect);
        }
    }

    void restart() {
        if (!alive) {
            world.trace("agent", () -> "started");
            alive = true;
            list();
            members.forEach(this::freezerChanged);
        }
    }

    // What it sees.

    void engineChanged() {
        if (!world.chance(lostEngineEvents)) {
            world.after(world.between(World.MILLISECOND, mostEngineLag), this::list);
        }
    }

    private void resync() {
        world.after(RESYNC, () -> {
            list();
            resync();
        });
    }

    /** What the list shows was so when it was made, a little before it is heard. */
    private void list() {
        if (!alive) {
            return;
        }
        List<io.fairlead.core.model.Member> listed = members.stream()
                .map(each -> new io.fairlead.core.model.Member(
                        each.id(),
                        each.id(),
                        each.containerState(),
                        List.of(each.node().address())))
                .toList();
        IpAddress vip = members.getFirst().vip();
        Model model = new Model(
                List.of(new Service(
                        SERVICE, vip, new Segment("net", Optional.of("br0"), List.of()), listed, Optional.empty())),
                List.of());
        long seenAt = world.now();
        later(world.between(World.MILLISECOND / 10, 20 * World.MILLISECOND), () -> {
            members.stream()
                    .filter(each -> !listed.get(members.indexOf(each)).state().isAlive())
                    .forEach(each -> checks.evidence(each, seenAt, false));
            hear(new DirectorEvent.ModelSeen(model));
        });
    }

    /** It looks itself, at intervals: it sees what is, not what was. */
    void freezerChanged(Member member) {
        later(world.between(World.MILLISECOND / 2, mostFreezerLag), () -> {
            if (member.node().isAlive()) {
                hear(
                        member.node().isRunning()
                                ? new DirectorEvent.Thawed(member.id())
                                : new DirectorEvent.Frozen(member.id()));
            }
        });
    }

    void connected(Member member) {
        if (alive) {
            known.add(member);
            hear(new DirectorEvent.Connected(member.id()));
        }
    }

    void reported(Member member, Report report, long sentAt) {
        if (alive) {
            RouterReport router = report.routers().getFirst();
            checks.evidence(member, sentAt, router.role() == Role.ACTIVE || router.addressInPlace());
            checks.consent(member, router.role() == Role.RESIGNING);
            hear(new DirectorEvent.Reported(member.id(), report));
        }
    }

    void disconnected(Member member) {
        if (alive) {
            known.remove(member);
            hear(new DirectorEvent.Disconnected(member.id()));
        }
    }

    void sidecarDied(Member member) {
        if (alive) {
            known.remove(member);
            hear(new DirectorEvent.SidecarDied(member.id()));
            hear(new DirectorEvent.Disconnected(member.id()));
        }
    }

    void containerDied(Member member) {
        if (alive) {
            known.remove(member);
            hear(new DirectorEvent.Disconnected(member.id()));
            hear(new DirectorEvent.ContainerDied(member.id()));
        }
    }

    void move(Optional<Member> to) {
        if (alive) {
            hear(new DirectorEvent.MoveAsked(SERVICE, to.map(Member::id)));
        }
    }

    private void later(long delay, Runnable action) {
        int mine = life;
        world.after(delay, () -> {
            if (alive && mine == life) {
                action.run();
            }
        });
    }

    void hear(DirectorEvent event) {
        DirectorTransition transition = rules.step(director, state, event, world.now());
        state = transition.state();
        if (!(event instanceof DirectorEvent.TimerFired)
                || !transition.decisions().isEmpty()) {
            world.trace("agent", () -> words(event, transition));
        }
        transition.decisions().forEach(this::carryOut);
        int timer = ++timers;
        if (state.deadlineNanos() != DirectorState.NEVER) {
            later(Math.max(0, state.deadlineNanos() - world.now()) + world.between(0L, World.MILLISECOND), () -> {
                if (timer == timers) {
                    hear(new DirectorEvent.TimerFired());
                }
            });
        }
    }

    private static String words(DirectorEvent event, DirectorTransition transition) {
        StringBuilder text = new StringBuilder(event.toString());
        transition
                .decisions()
                .forEach(decision -> text.append("\n                    => ").append(decision));
        return text.toString();
    }

    // What it does.

    private void carryOut(Decision decision) {
        switch (decision) {
            case Decision.Fence d -> fence(member(d.member()), d);
            case Decision.Promote d -> {
                checks.promotes(member(d.member()), members);
                member(d.member()).send(new AgentMessage.Promote(d.vip(), d.validUntilNanos(), d.reason()));
            }
            case Decision.Ask d -> member(d.member()).send(new AgentMessage.Ping());
            case Decision.Resign d -> member(d.member()).send(new AgentMessage.Resign(d.vip(), d.reason()));
            case Decision.Release d -> member(d.member()).send(new AgentMessage.Release(d.vip(), d.reason()));
            case Decision.Retain d -> member(d.member()).send(new AgentMessage.Retain(d.vip(), d.reason()));
            case Decision.Relay d -> relay(d);
            case Decision.EndRelay d ->
                later(
                        world.between(World.MILLISECOND, mostRelay),
                        () -> hear(new DirectorEvent.RelayEnded(d.service(), d.from(), d.to())));
            case Decision.PointNeighbour _, Decision.Notify _ -> {}
        }
    }

    private void fence(Member member, Decision.Fence fence) {
        member.send(new AgentMessage.Release(fence.vip(), fence.reason()));
        boolean fails = world.chance(failingFences);
        later(world.between(World.MILLISECOND / 5, mostFence), () -> {
            if (!fails) {
                checks.evidence(member, world.now(), false);
                member.node().loseAddress();
            }
            hear(new DirectorEvent.FenceDone(
                    fence.service(), member.id(), fails ? Optional.of("the simulation says so") : Optional.empty()));
        });
    }

    private void relay(Decision.Relay relay) {
        boolean fails = world.chance(failingFences);
        later(
                world.between(5 * World.MILLISECOND, mostRelay),
                () -> hear(new DirectorEvent.RelayDone(
                        relay.service(),
                        relay.from(),
                        relay.to(),
                        fails ? Optional.of("the simulation says so") : Optional.empty())));
    }

    private Member member(String id) {
        return members.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    }
}

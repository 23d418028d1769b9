package io.fairlead.tests.simulation;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.vrrp.Event;
import io.fairlead.core.vrrp.VirtualRouter;
import io.fairlead.core.vrrp.VirtualRouterConfig;
import java.util.List;
import java.util.Optional;

/**
 * One history of two to four members and the agent of their host. In each round the holder has one clean fault, which must
 * be answered within the budget; then everything goes wrong; then all is mended and somebody must serve.
 */
final class AgentSimulation {
    private static final int ROUNDS = 2;
    private static final long LOOK_EVERY = 5 * World.MILLISECOND;

    /** One clean fault, seen at once: freezer 10 ms, fence 3 ms, channel, installation, and a look. */
    private static final long FAST = 40 * World.MILLISECOND;

    /** The protocol's own takeover at 100 ms adverts, twice: the first one may have been told to wait. */
    private static final long SLOW = 1500 * World.MILLISECOND;

    private final World world;
    private final Lan lan;
    private final AgentChecks checks;
    private final SimulatedAgent agent;
    private final AgentFaults faults;
    private long budget = Long.MAX_VALUE;

    AgentSimulation(long seed, DirectorRules rules, boolean tracing) {
        world = new World(seed, tracing);
        lan = new Lan(world);
        checks = new AgentChecks(world);
        agent = new SimulatedAgent(world, rules, checks);
        Checks routers = new Checks(world);
        int count = world.between(2, 4);
        for (int i = 1; i <= count; i++) {
            int priority = world.chance(0.5) ? 100 : world.between(1, 254);
            VirtualRouter router = new VirtualRouter(
                    VirtualRouterConfig.of(201, priority, List.of(IpPrefix.parse("172.18.0.201/16"))),
                    IpAddress.parse("172.18.0." + i));
            agent.members().add(new Member(world, new Node(world, lan, routers, Rules.REAL, router), agent));
        }
        faults = new AgentFaults(world, lan, agent);
        look();
    }

    World world() {
        return world;
    }

    int promotions() {
        return checks.promotions();
    }

    private void look() {
        checks.look(agent.members());
        if (budget != Long.MAX_VALUE) {
            checks.held(agent.members(), budget);
        }
        world.after(LOOK_EVERY, this::look);
    }

    /**
     * Lives the whole history.
     *
     * @throws Violation at the first broken promise
     */
    void run() {
        agent.engineChanged();
        for (Member member : agent.members()) {
            world.after(world.between(0L, 500 * World.MILLISECOND), () -> {
                member.node().command(new Event.Startup(false));
                member.connect();
            });
        }
        lan.calm();
        for (int round = 0; round < ROUNDS; round++) {
            world.pass(3 * World.SECOND);
            clean();
            chaos();
            mend();
            expect(SLOW);
            world.pass(4 * World.SECOND);
            expect(Long.MAX_VALUE);
        }
    }

    private void clean() {
        Optional<Member> holder =
                agent.members().stream().filter(each -> each.node().isActive()).findFirst();
        boolean allKnown = agent.members().stream().allMatch(agent::knows);
        boolean others = agent.members().stream().filter(Member::isHealthy).count() > 1;
        if (holder.isPresent() && allKnown && others) {
            expect(FAST);
            faults.strikeHolder(holder.get());
            world.pass(World.SECOND);
            expect(Long.MAX_VALUE);
        }
    }

    private void expect(long within) {
        checks.expect();
        budget = within;
    }

    private void chaos() {
        long length = world.between(2 * World.SECOND, 8 * World.SECOND);
        int count = world.between(2, 12);
        for (int i = 0; i < count; i++) {
            world.after(world.between(0L, length), faults::strike);
        }
        if (world.chance(0.5)) {
            lan.disturb(world.between(0, 30) / 100.0, 0.1, world.between(World.MILLISECOND, 50 * World.MILLISECOND));
        }
        world.pass(length);
    }

    private void mend() {
        world.pass(6 * World.SECOND);
        lan.calm();
        agent.calm();
        agent.restart();
        for (Member member : agent.members()) {
            member.node().relieve();
            member.beSlow(World.MILLISECOND / 5);
            member.thaw();
            member.haproxyReturns();
            member.start();
            member.reachable(true);
        }
        agent.engineChanged();
        // Resigned members end and start again, stale timers run out.
        world.pass(3 * World.SECOND);
        agent.members().forEach(Member::start);
        world.pass(2 * World.SECOND);
    }
}

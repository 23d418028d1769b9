package io.fairlead.tests.simulation;

import io.fairlead.core.vrrp.Event;
import io.fairlead.core.vrrp.Timers;
import io.fairlead.core.vrrp.VirtualRouter;
import io.fairlead.core.vrrp.VirtualRouterState;

/**
 * One history: routers start, and in each round things go wrong, what is split settles, everything is mended, settles,
 * and stays as it is.
 */
final class Simulation {
    private static final int ROUNDS = 2;
    private static final long LOOK_EVERY = 7 * World.MILLISECOND;

    /** Packets of the faulty time are over by then. */
    private static final long GRACE = 300 * World.MILLISECOND;

    private final World world;
    private final Lan lan;
    private final Checks checks;
    private final Faults faults;
    private final long down;

    Simulation(long seed, Rules rules, boolean tracing) {
        world = new World(seed, tracing);
        lan = new Lan(world);
        checks = new Checks(world);
        faults = new Faults(world, lan);
        for (VirtualRouter router : new RouterGenerator(world).routers()) {
            Node node = new Node(world, lan, checks, rules, router);
            world.trace(node.name(), () -> router.primaryAddress() + " " + router.config());
        }
        look();
        down = lan.nodes().stream().mapToLong(Simulation::down).max().orElseThrow();
    }

    private void look() {
        checks.holding(lan.nodes());
        world.after(LOOK_EVERY, this::look);
    }

    World world() {
        return world;
    }

    int takeovers() {
        return checks.takeovers();
    }

    /**
     * Lives the whole history.
     *
     * @throws Violation at the first broken promise
     */
    void run() {
        start();
        for (int round = 0; round < ROUNDS; round++) {
            chaos();
            calm();
            settle();
            lan.sides().forEach(checks::settled);
            mend();
            settle();
            checks.settled(lan.nodes());
            int takeovers = checks.takeovers();
            world.pass(2 * down);
            checks.stable(takeovers);
            checks.settled(lan.nodes());
        }
    }

    /** Nothing goes wrong; the address is taken once. */
    void runCalmly() {
        lan.nodes().forEach(node -> node.command(new Event.Startup(false)));
        lan.calm();
        settle();
        checks.settled(lan.nodes());
        int takeovers = checks.takeovers();
        world.pass(20 * down);
        checks.stable(takeovers);
    }

    /** All begin as Active at the same moment; one ends so (V53). */
    void runWithAllSureOfThemselves() {
        lan.nodes().forEach(node -> node.command(new Event.Startup(true)));
        lan.calm();
        settle();
        checks.settled(lan.nodes());
        int takeovers = checks.takeovers();
        world.pass(2 * down);
        checks.stable(takeovers);
    }

    /** At once, one after the other, or sure that the address is theirs (V53). */
    private void start() {
        boolean together = world.chance(0.5);
        for (Node node : lan.nodes()) {
            Event startup = new Event.Startup(world.chance(0.15));
            world.after(together ? 0 : world.between(0L, 2 * World.SECOND), () -> node.command(startup));
        }
    }

    private void chaos() {
        long length = world.between(2 * World.SECOND, 8 * World.SECOND);
        int count = world.between(2, 10);
        for (int i = 0; i < count; i++) {
            world.after(world.between(0L, length), faults::strike);
        }
        world.pass(length);
    }

    /** The network carries everything again, if not everywhere; who is frozen, dead or gone stays so. */
    private void calm() {
        // Long enough for every fault that ends by itself.
        world.pass(9 * World.SECOND);
        lan.calm();
        lan.nodes().forEach(Node::relieve);
    }

    private void mend() {
        lan.heal();
        for (Node node : lan.nodes()) {
            node.thaw();
            node.restart();
            if (node.state() instanceof VirtualRouterState.Initialize) {
                node.command(new Event.Startup(false));
            }
        }
    }

    /** A lease, a retry, a preemption with delay, each followed by a listening, and some more. */
    private void settle() {
        world.pass(GRACE);
        lan.nodes().forEach(node -> node.host().forgetNeighbour());
        world.pass(4 * World.SECOND + World.SECOND + World.SECOND + 4 * down);
    }

    private static long down(Node node) {
        return Timers.activeDownNanos(node.config().version(), 1, node.config().advertisementIntervalCentis());
    }
}

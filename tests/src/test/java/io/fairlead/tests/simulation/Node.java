package io.fairlead.tests.simulation;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.MacAddress;
import io.fairlead.core.vrrp.Action;
import io.fairlead.core.vrrp.Event;
import io.fairlead.core.vrrp.Transition;
import io.fairlead.core.vrrp.VirtualRouter;
import io.fairlead.core.vrrp.VirtualRouterConfig;
import io.fairlead.core.vrrp.VirtualRouterState;
import io.fairlead.core.vrrp.VirtualRouterState.Active;
import io.fairlead.core.vrrp.VirtualRouterState.Resigning;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A router's process, built as the real driver is: packets first, then the timer; one action after the other, each taking
 * a little time, so that a freeze or a death can fall between any two.
 */
final class Node {
    private static final int MOST_QUEUED = 256;
    private static final long ACTION_TIME = World.MILLISECOND / 50;

    private final World world;
    private final Lan lan;
    private final Checks checks;
    private final Rules rules;
    private final VirtualRouter router;
    private final int index;
    private final MacAddress mac;
    private final Host host;
    private final ActionExecutor executor;
    private final long clockOffset;

    private final Deque<Packet> socket = new ArrayDeque<>();
    private final Deque<Event> commands = new ArrayDeque<>();
    private final Deque<Supplier<Optional<Event>>> mail = new ArrayDeque<>();
    private final Deque<Action> pending = new ArrayDeque<>();
    private Runnable observer = () -> {};
    private VirtualRouterState state;
    private boolean alive = true;
    private boolean connected = true;
    private boolean frozen;
    private boolean idle = true;
    private Optional<Runnable> ambush = Optional.empty();
    private boolean addressesChanged;
    private int turns;
    private long decidedAt;
    private long mostLateness = World.MILLISECOND;

    Node(World world, Lan lan, Checks checks, Rules rules, VirtualRouter router) {
        this.world = world;
        this.lan = lan;
        this.checks = checks;
        this.rules = rules;
        this.router = router;
        this.index = lan.nodes().size();
        this.mac = MacAddress.of(new byte[] {2, 0, 0, 0, 0, (byte) index});
        this.host = new Host(world, this, router.config().lease());
        this.executor = new ActionExecutor(world, lan, checks, this);
        this.clockOffset = world.between(0L, 1000 * World.SECOND);
        this.state = router.initial();
        lan.attach(this);
        checks.watch(this);
    }

    int index() {
        return index;
    }

    String name() {
        return "r" + (index + 1);
    }

    MacAddress mac() {
        return mac;
    }

    VirtualRouter router() {
        return router;
    }

    IpAddress address() {
        return router.primaryAddress();
    }

    VirtualRouterConfig config() {
        return router.config();
    }

    Host host() {
        return host;
    }

    ActionExecutor executor() {
        return executor;
    }

    VirtualRouterState state() {
        return state;
    }

    boolean isRunning() {
        return alive && !frozen;
    }

    boolean isAlive() {
        return alive;
    }

    boolean isActive() {
        return state instanceof Active;
    }

    boolean isConnected() {
        return connected;
    }

    /** Between two loops, with nothing decided and not done, nor left undone by a failure for longer than a lease. */
    boolean isQuiet() {
        return isRunning() && pending.isEmpty() && !hasOther() && !executor.isExcused();
    }

    boolean holds() {
        return state instanceof Active || state instanceof Resigning;
    }

    /** Holds the addresses, and nobody else is to have them. */
    boolean serves() {
        return state instanceof Active || (state instanceof Resigning resigning && !resigning.isSucceeded());
    }

    /** From the outside: the operator, the health check, the agent. */
    void command(Event event) {
        if (alive) {
            commands.add(event);
            wake();
        }
    }

    /** From the agent: read before anything else, and answered with what it means at that moment. */
    void post(Supplier<Optional<Event>> message) {
        if (alive) {
            mail.add(message);
            wake();
        }
    }

    /** Runs after each step and each action: what others may want to know has perhaps changed. */
    void observe(Runnable afterwards) {
        observer = afterwards;
    }

    void freeze() {
        world.trace(name(), () -> "frozen");
        frozen = true;
        checks.froze(this);
    }

    /** Freezes when it is about to carry out an action that it decided just before, or not at all. */
    void freezeInTheMiddle(Runnable frozen) {
        ambush = Optional.of(frozen);
    }

    void thaw() {
        if (frozen) {
            world.trace(name(), () -> "thawed");
            frozen = false;
            checks.thawed(this);
            schedule(0);
        }
    }

    /** The process is killed; with {@code network} its network namespace goes as well, and the address with it. */
    void die(boolean network) {
        world.trace(name(), () -> network ? "container killed" : "process killed");
        alive = false;
        frozen = false;
        turns++;
        state = router.initial();
        pending.clear();
        socket.clear();
        commands.clear();
        mail.clear();
        if (network) {
            loseNetwork();
        }
    }

    /** Its network namespace is gone. */
    void loseNetwork() {
        connected = false;
        host.remove();
    }

    void restart() {
        if (!alive) {
            world.trace(name(), () -> "restarted");
            alive = true;
            connected = true;
            idle = true;
            addressesChanged = false;
            checks.restarted(this);
            command(new Event.Startup(false));
        }
    }

    /** As a busy machine: the timer and packets are seen up to this much later. */
    void beLate(long mostLateness) {
        this.mostLateness = mostLateness;
    }

    /** Nothing fails, nothing is late, nothing lies in wait. */
    void relieve() {
        mostLateness = World.MILLISECOND;
        ambush = Optional.empty();
        executor.repair();
    }

    void loseAddress() {
        if (host.hasAddress()) {
            world.trace(name(), () -> "someone removes the address");
            host.remove();
            addressesChanged();
        }
    }

    void addressesChanged() {
        if (alive) {
            addressesChanged = true;
            wake();
        }
    }

    void deliver(Packet packet) {
        if (!connected) {
            return;
        }
        switch (packet) {
            case Packet.Probe probe -> {
                if (host.hasAddress()) {
                    lan.send(this, new Packet.Answer(world.now(), probe.from(), executor.claim()));
                }
                return;
            }
            case Packet.Announcement announcement -> host.told(announcement.from());
            case Packet.Answer _, Packet.Advert _ -> {}
        }
        if (alive && socket.size() < MOST_QUEUED) {
            socket.add(packet);
            wake();
        }
    }

    private void wake() {
        if (idle && isRunning()) {
            schedule(world.between(0L, mostLateness / 4));
        }
    }

    private void schedule(long delay) {
        idle = false;
        int turn = ++turns;
        world.after(delay, () -> {
            if (turn == turns) {
                turn();
            }
        });
    }

    /** One round of the driver's loop. */
    private void turn() {
        if (!isRunning()) {
            return;
        }
        if (ambush.isPresent() && pending.stream().anyMatch(Words::makesClaim) && world.chance(0.5)) {
            ambush.get().run();
            ambush = Optional.empty();
        } else if (!pending.isEmpty()) {
            act(pending.poll());
            schedule(ACTION_TIME);
        } else if (!mail.isEmpty() || (hasOther() && (socket.isEmpty() || world.chance(0.5)))) {
            other();
            schedule(0);
        } else if (!socket.isEmpty()) {
            receive(socket.poll());
            schedule(0);
        } else if (clock() >= state.deadlineNanos()) {
            step(new Event.TimerFired());
            schedule(0);
        } else {
            sleep();
        }
    }

    private void sleep() {
        if (state.deadlineNanos() != VirtualRouterState.NEVER) {
            schedule(state.deadlineNanos() - clock() + world.between(0L, mostLateness));
        }
        idle = true;
    }

    private boolean hasOther() {
        return addressesChanged || !commands.isEmpty() || !mail.isEmpty();
    }

    private void other() {
        if (!mail.isEmpty()) {
            mail.poll().get().ifPresent(this::step);
        } else if (addressesChanged) {
            addressesChanged = false;
            if (holds() && !host.hasAddress()) {
                step(new Event.AddressesLost());
            }
        } else {
            step(commands.poll());
        }
    }

    private void receive(Packet packet) {
        checks.reads(this, packet);
        Hearing.event(this, packet).ifPresent(this::step);
    }

    private void step(Event event) {
        decidedAt = world.now();
        Transition transition = rules.step(router, state, event, clock());
        VirtualRouterState before = state;
        state = transition.state();
        pending.addAll(transition.actions());
        checks.stepped(this, before, event);
        observer.run();
        if (!before.getClass().equals(state.getClass()) || Words.isTelling(transition)) {
            world.trace(name(), () -> Words.step(before, event, transition));
        }
    }

    private void act(Action action) {
        if (Words.makesClaim(action) && rules.overslept(router, state, decidedAt + clockOffset, clock())) {
            pending.clear();
            step(new Event.TimerFired());
        } else if (executor.fails(action)) {
            pending.clear();
            step(new Event.ActionFailed(action, "the simulation says so"));
        } else {
            executor.carryOut(action, decidedAt);
            observer.run();
        }
    }

    void discardReceived() {
        socket.clear();
    }

    private long clock() {
        return world.now() + clockOffset;
    }
}

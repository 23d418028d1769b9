package io.fairlead.tests.simulation;

import io.fairlead.core.channel.AgentMessage;
import io.fairlead.core.channel.Role;
import io.fairlead.core.channel.RouterReport;
import io.fairlead.core.channel.SidecarMessage.Report;
import io.fairlead.core.health.Verdict;
import io.fairlead.core.model.Container;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.vrrp.Event;
import io.fairlead.core.vrrp.VirtualRouterState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A container with a sidecar: what the agent can see of it and say to it. The connection keeps the order of what goes over
 * it, is slow at times, and loses what is under way when it breaks.
 */
final class Member {
    private static final Duration ARRANGED_WITHIN = Duration.ofSeconds(1);
    private static final long DRAIN = 3 * World.SECOND;

    private final World world;
    private final Node node;
    private final SimulatedAgent agent;
    private boolean healthy = true;
    private boolean stopping;
    private boolean namespace = true;
    private boolean ending;
    private int connection;
    private boolean connected;
    private boolean reachable = true;
    private Optional<Report> said = Optional.empty();
    private long slowness = World.MILLISECOND / 5;
    private long lastToAgent;
    private long lastToNode;
    private boolean comeBack;

    Member(World world, Node node, SimulatedAgent agent) {
        this.world = world;
        this.node = node;
        this.agent = agent;
        node.observe(this::changed);
    }

    Node node() {
        return node;
    }

    String id() {
        return node.name();
    }

    IpAddress vip() {
        return node.config().plainAddresses().getFirst();
    }

    boolean isHealthy() {
        return healthy && node.isRunning() && !stopping;
    }

    boolean hasNamespace() {
        return namespace;
    }

    /** The truth that the engine's list shows sooner or later: it frees the network before it lists the end. */
    Container.State containerState() {
        if (!namespace) {
            return Container.State.EXITED;
        }
        return node.isAlive() && !node.isRunning() ? Container.State.PAUSED : Container.State.RUNNING;
    }

    void beSlow(long most) {
        slowness = most;
    }

    // The sidecar's side of the channel.

    void connect() {
        if (connected || !reachable || !node.isRunning() || !agent.isAlive()) {
            return;
        }
        connected = true;
        connection++;
        said = Optional.empty();
        toAgent(() -> agent.connected(this));
        changed();
    }

    /** Either side breaks it; both learn of it. */
    void disconnect() {
        if (!connected) {
            return;
        }
        connected = false;
        connection++;
        goOnAlone();
        long at = delay(lastToAgent);
        int broken = connection;
        world.after(at, () -> {
            if (broken == connection) {
                agent.disconnected(this);
            }
        });
        retry();
    }

    /** Read when it runs, before anything that follows. */
    private void goOnAlone() {
        node.post(() -> node.state() instanceof VirtualRouterState.Resigning
                ? Optional.of(new Event.Resign())
                : Optional.empty());
    }

    void reachable(boolean can) {
        reachable = can;
        if (can) {
            connect();
        } else {
            disconnect();
        }
    }

    private void retry() {
        world.after(world.between(World.MILLISECOND, 200 * World.MILLISECOND), () -> {
            connect();
            if (!connected && node.isAlive()) {
                retry();
            }
        });
    }

    private void changed() {
        if (comeBack && node.state() instanceof VirtualRouterState.Initialize && healthy && !stopping) {
            comeBack = false;
            node.command(new Event.Startup(false));
        }
        if (connected && node.isRunning() && !said.equals(Optional.of(report()))) {
            say();
        }
    }

    private void say() {
        Report report = report();
        said = Optional.of(report);
        long sentAt = world.now();
        toAgent(() -> agent.reported(this, report, sentAt));
    }

    private void toAgent(Runnable message) {
        int over = connection;
        long after = delay(lastToAgent);
        lastToAgent = world.now() + after;
        world.after(after, () -> {
            if (over == connection) {
                message.run();
            }
        });
    }

    /** In order, each a little after the one before. */
    private long delay(long last) {
        return Math.max(world.between(World.MILLISECOND / 50, slowness), last - world.now() + 1);
    }

    private Report report() {
        Role role = switch (node.state()) {
            case VirtualRouterState.Initialize _ -> Role.INITIALIZE;
            case VirtualRouterState.Backup _ -> Role.BACKUP;
            case VirtualRouterState.Active _ -> Role.ACTIVE;
            case VirtualRouterState.Resigning _ -> Role.RESIGNING;
        };
        RouterReport router = new RouterReport(
                vip(),
                node.address(),
                Duration.ofMillis(10L * node.config().advertisementIntervalCentis()),
                node.state().priority(),
                false,
                role,
                node.host().hasAddress());
        return new Report(
                List.of(router), healthy ? Verdict.HEALTHY : Verdict.UNHEALTHY, healthy ? "" : "HAProxy", stopping);
    }

    // The agent's side.

    boolean send(AgentMessage message) {
        if (!connected) {
            return false;
        }
        int over = connection;
        long after = delay(lastToNode);
        lastToNode = world.now() + after;
        world.after(after, () -> {
            if (over == connection) {
                node.post(() -> read(message));
            }
        });
        return true;
    }

    private Optional<Event> read(AgentMessage message) {
        return switch (message) {
            case AgentMessage.Promote promote ->
                world.now() <= promote.validUntilNanos()
                                && (node.state() instanceof VirtualRouterState.Backup
                                        || (node.state() instanceof VirtualRouterState.Resigning && !stopping))
                        ? Optional.of(new Event.TakeOver())
                        : Optional.empty();
            case AgentMessage.Resign _ -> {
                comeBack = node.isActive();
                yield node.isActive() ? Optional.of(new Event.HandOver(ARRANGED_WITHIN)) : Optional.empty();
            }
            case AgentMessage.Retain _ ->
                node.state() instanceof VirtualRouterState.Resigning
                        ? Optional.of(new Event.Retain(world.now() + world.between(World.MILLISECOND, DRAIN)))
                        : Optional.empty();
            case AgentMessage.Release(IpAddress _, String reason) -> {
                comeBack = node.holds();
                yield Optional.of(new Event.Deposed(reason));
            }
            case AgentMessage.Ping _ -> {
                say();
                yield Optional.empty();
            }
            case AgentMessage.Welcome _, AgentMessage.Handicapped _ -> Optional.empty();
        };
    }

    // What happens to it.

    void haproxyDies() {
        if (healthy && node.isRunning()) {
            world.trace(id(), () -> "HAProxy died");
            healthy = false;
            node.command(new Event.Shutdown());
            changed();
        }
    }

    void haproxyReturns() {
        if (!healthy) {
            world.trace(id(), () -> "HAProxy is back");
            healthy = true;
            if (!stopping) {
                node.command(new Event.Startup(false));
            }
            changed();
        }
    }

    /** {@code docker stop}: hands over, ends. */
    void stop() {
        if (!node.isRunning() || stopping) {
            return;
        }
        world.trace(id(), () -> "docker stop");
        stopping = true;
        node.command(connected ? new Event.HandOver(ARRANGED_WITHIN) : new Event.Resign());
        changed();
        world.after(world.between(500 * World.MILLISECOND, 2 * World.SECOND), () -> {
            if (stopping && node.isAlive()) {
                killContainer();
            }
        });
    }

    void killSidecar() {
        if (!node.isAlive()) {
            return;
        }
        node.die(false);
        died(() -> agent.sidecarDied(this));
    }

    /** All its processes at once; the namespace a little later. */
    void killContainer() {
        if (!namespace || ending) {
            return;
        }
        ending = true;
        if (node.isAlive()) {
            node.die(false);
        }
        died(() -> agent.containerDied(this));
        world.after(world.between(5 * World.MILLISECOND, 300 * World.MILLISECOND), () -> {
            ending = false;
            namespace = false;
            node.loseNetwork();
            agent.engineChanged();
        });
    }

    private void died(Runnable seen) {
        world.after(world.between(World.MILLISECOND / 20, World.MILLISECOND), seen);
        connected = false;
        connection++;
        stopping = false;
        comeBack = false;
    }

    /** A new life, if nothing is left of the old one but, where only the sidecar died, its network. */
    void start() {
        if (!node.isAlive() && !ending) {
            namespace = true;
            healthy = true;
            node.restart();
            agent.engineChanged();
            retry();
        }
    }

    void freeze() {
        if (node.isRunning()) {
            node.freeze();
            agent.freezerChanged(this);
        }
    }

    void thaw() {
        if (!node.isRunning() && node.isAlive()) {
            node.thaw();
            agent.freezerChanged(this);
            retry();
        }
    }
}

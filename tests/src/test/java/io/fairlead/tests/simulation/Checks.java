package io.fairlead.tests.simulation;

import io.fairlead.core.vrrp.Event;
import io.fairlead.core.vrrp.Timers;
import io.fairlead.core.vrrp.VirtualRouterConfig;
import io.fairlead.core.vrrp.VirtualRouterState;
import io.fairlead.core.vrrp.VirtualRouterState.Active;
import io.fairlead.core.vrrp.VirtualRouterState.Backup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Watches the nodes and throws a {@link Violation} when a promise is broken. */
final class Checks {
    private static final int PRIORITY_AT = 2;
    private static final long LONGEST_RETRY = World.SECOND;

    private final World world;
    private final Map<Node, Sleep> sleeps = new HashMap<>();
    private int takeovers;
    private long shortestListening = Long.MAX_VALUE;

    /** What the latest freeze that was longer than others wait obliges a node to. */
    private static final class Sleep {
        private long frozeAt;
        private long from = -1;
        private long until = -1;
        private boolean mustStepDown;
        private long mustListenUntil;
    }

    Checks(World world) {
        this.world = world;
    }

    /** Whom it watches; one who hears a faster router than itself may listen for a shorter time. */
    void watch(Node node) {
        shortestListening = Math.min(
                shortestListening, Timers.earliestTakeover(node.config()).toNanos());
    }

    /** How often a node became Active. */
    int takeovers() {
        return takeovers;
    }

    void froze(Node node) {
        sleeps.computeIfAbsent(node, _ -> new Sleep()).frozeAt = world.now();
    }

    void thawed(Node node) {
        Sleep sleep = sleeps.get(node);
        long slept = world.now() - sleep.frozeAt;
        if (slept <= Timers.earliestTakeover(node.config()).toNanos()) {
            return;
        }
        sleep.from = sleep.frozeAt;
        sleep.until = world.now();
        sleep.mustStepDown = node.isActive();
        if (node.state() instanceof Backup backup
                && slept > Math.max(LONGEST_RETRY, down(node, backup)) + down(node, backup)) {
            sleep.mustListenUntil = world.now() + shortestListening;
        }
    }

    void restarted(Node node) {
        sleeps.remove(node);
    }

    /** A fresh priority 0 shortens the listening of one who slept. */
    void reads(Node node, Packet packet) {
        Sleep sleep = sleeps.get(node);
        if (sleep != null
                && packet instanceof Packet.Advert advert
                && advert.message()[PRIORITY_AT] == 0
                && advert.sentAt() > sleep.until) {
            sleep.mustListenUntil = 0;
        }
    }

    void stepped(Node node, VirtualRouterState before, Event event) {
        if (node.isActive() && !(before instanceof Active)) {
            takeovers++;
        }
        Sleep sleep = sleeps.get(node);
        if (sleep != null && !node.isActive()) {
            sleep.mustStepDown = false;
        }
        boolean toldToBegin = event instanceof Event.TakeOver || event instanceof Event.Startup;
        if (sleep != null && toldToBegin) {
            sleep.mustListenUntil = 0;
        }
    }

    void sends(Node node, long decidedAt) {
        Sleep sleep = sleeps.get(node);
        if (sleep == null) {
            return;
        }
        if (decidedAt <= sleep.from) {
            throw new Violation(Violation.Check.SLEEP, node.name() + " sends what it decided before it slept");
        }
        if (sleep.mustStepDown) {
            throw new Violation(Violation.Check.SLEEP, node.name() + " slept as Active and sends before it is Backup");
        }
        if (world.now() < sleep.mustListenUntil) {
            throw new Violation(Violation.Check.SLEEP, node.name() + " slept as Backup and sends before it listened");
        }
    }

    /** At any moment: a router holds the address exactly while its state says so. */
    void holding(List<Node> nodes) {
        for (Node node : nodes) {
            if (node.isQuiet() && node.holds() != node.host().hasAddress()) {
                throw new Violation(
                        Violation.Check.HOLDING,
                        "%s is %s and %s the address"
                                .formatted(
                                        node.name(),
                                        node.state().getClass().getSimpleName(),
                                        node.host().hasAddress() ? "has" : "has not"));
            }
        }
    }

    /** After settling, with no faults inside of {@code side}, among routers that can all hear each other. */
    void settled(List<Node> side) {
        List<Node> candidates = side.stream()
                .filter(node -> node.isRunning() && !(node.state() instanceof VirtualRouterState.Initialize))
                .toList();
        List<Node> active = candidates.stream().filter(Node::isActive).toList();
        if (active.size() != Math.min(1, candidates.size())) {
            throw new Violation(Violation.Check.ONE_ACTIVE, "Active in " + names(side) + ": " + names(active));
        }
        List<Node> holders = side.stream()
                .filter(node -> node.isConnected() && node.host().hasAddress())
                .toList();
        if (!holders.equals(active)) {
            throw new Violation(
                    Violation.Check.ONE_HOLDER, "Active is " + names(active) + ", the address is in " + names(holders));
        }
        for (Node node : side) {
            Optional<Node> told = node.host().neighbour();
            if (told.isPresent() && !active.contains(told.get())) {
                throw new Violation(
                        Violation.Check.ANNOUNCEMENT,
                        "%s was told of %s last, Active is %s"
                                .formatted(node.name(), told.get().name(), names(active)));
            }
        }
        checkPriority(candidates, active);
    }

    private static void checkPriority(List<Node> candidates, List<Node> active) {
        if (candidates.stream().allMatch(node -> node.config().preemptMode())) {
            int highest = candidates.stream()
                    .mapToInt(node -> node.state().priority())
                    .max()
                    .orElse(0);
            if (active.stream().anyMatch(node -> node.state().priority() < highest)) {
                throw new Violation(Violation.Check.PRIORITY, names(active) + " is Active below priority " + highest);
            }
        }
    }

    void stable(int takeoversBefore) {
        if (takeovers != takeoversBefore) {
            throw new Violation(Violation.Check.STABLE, "the address moved in a calm network");
        }
    }

    private static long down(Node node, Backup backup) {
        VirtualRouterConfig config = node.config();
        return Timers.activeDownNanos(config.version(), backup.priority(), backup.activeAdverIntervalCentis());
    }

    private static String names(List<Node> nodes) {
        return nodes.stream().map(Node::name).toList().toString();
    }
}

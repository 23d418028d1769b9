package io.fairlead.tests.simulation;

import io.fairlead.core.vrrp.Event;
import java.util.List;

/** What goes wrong: one fault at a time, some of which end by themselves and some only when everything is mended. */
record Faults(World world, Lan lan) {
    private static final double MOST_LOSS = 0.4;

    /** Something, to somebody. */
    void strike() {
        Node node = world.oneOf(lan.nodes());
        switch (world.between(0, 12)) {
            case 0, 1 -> pause(node);
            case 2 -> kill(node, false);
            case 3 -> kill(node, true);
            case 4 -> split();
            case 5 -> cut(node);
            case 6 -> disturb();
            case 7 -> fail(node);
            case 8 -> leave(node, world.chance(0.5) ? new Event.Resign() : new Event.Shutdown());
            case 9 -> priority(node);
            case 10 -> node.loseAddress();
            case 11 -> node.command(new Event.TakeOver());
            case 12 -> node.beLate(world.between(World.MILLISECOND, 60 * World.MILLISECOND));
            default -> throw new AssertionError("between(0, 12)");
        }
    }

    private void pause(Node node) {
        if (node.isRunning() && world.chance(0.5)) {
            node.freeze();
            maybeLater(node::thaw);
        } else if (node.isRunning()) {
            node.freezeInTheMiddle(() -> {
                node.freeze();
                maybeLater(node::thaw);
            });
        }
    }

    private void kill(Node node, boolean network) {
        if (node.isAlive()) {
            node.die(network);
            maybeLater(node::restart);
        }
    }

    private void split() {
        int[] sides = new int[lan.nodes().size()];
        for (int i = 0; i < sides.length; i++) {
            sides[i] = world.between(0, 1);
        }
        lan.split(sides);
        if (world.chance(0.3)) {
            world.after(duration(), lan::heal);
        }
    }

    private void cut(Node from) {
        Node to = world.oneOf(lan.nodes());
        lan.cut(from, to, true);
        world.after(duration(), () -> lan.cut(from, to, false));
    }

    private void disturb() {
        lan.disturb(
                world.between(0, 100) * MOST_LOSS / 100,
                world.chance(0.5) ? 0.3 : 0,
                world.between(World.MILLISECOND, 150 * World.MILLISECOND));
    }

    private void fail(Node node) {
        ActionExecutor.Failure failure = world.oneOf(List.of(ActionExecutor.Failure.values()));
        node.executor().fail(failure);
        world.after(duration(), () -> node.executor().repair(failure));
    }

    private void leave(Node node, Event how) {
        node.command(how);
        if (world.chance(0.7)) {
            world.after(duration() + 2 * World.SECOND, () -> node.command(new Event.Startup(false)));
        }
    }

    private void priority(Node node) {
        node.command(new Event.PriorityChanged(world.between(1, 254)));
    }

    private void maybeLater(Runnable end) {
        if (world.chance(0.7)) {
            world.after(duration(), end);
        }
    }

    /** Blinks and long absences alike. */
    private long duration() {
        return world.chance(0.5)
                ? world.between(World.MILLISECOND, 500 * World.MILLISECOND)
                : world.between(500 * World.MILLISECOND, 6 * World.SECOND);
    }
}

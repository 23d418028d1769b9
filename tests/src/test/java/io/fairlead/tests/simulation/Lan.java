package io.fairlead.tests.simulation;

import io.fairlead.core.net.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Carries packets between nodes, or loses, delays, doubles them; what is cut off hears nothing. */
final class Lan {
    private static final long CALM_DELAY = World.MILLISECOND;

    private final World world;
    private final List<Node> nodes = new ArrayList<>();
    private boolean[][] cut = new boolean[0][0];
    private int[] side = new int[0];
    private double loss;
    private double duplication;
    private long mostDelay = CALM_DELAY;

    Lan(World world) {
        this.world = world;
    }

    void attach(Node node) {
        nodes.add(node);
        cut = new boolean[nodes.size()][nodes.size()];
        side = new int[nodes.size()];
    }

    List<Node> nodes() {
        return nodes;
    }

    void send(Node from, Packet packet) {
        for (Node to : nodes) {
            if (to != from && isAddressed(to, packet)) {
                carry(from, to, packet);
            }
        }
    }

    private static boolean isAddressed(Node to, Packet packet) {
        return switch (packet) {
            case Packet.Advert advert -> {
                IpAddress destination = advert.destination();
                yield destination.isMulticast() || destination.equals(to.address());
            }
            case Packet.Answer answer -> answer.to() == to;
            case Packet.Announcement _, Packet.Probe _ -> true;
        };
    }

    private void carry(Node from, Node to, Packet packet) {
        int copies = world.chance(duplication) ? 2 : 1;
        for (int copy = 0; copy < copies; copy++) {
            if (!reaches(from, to) || world.chance(loss)) {
                continue;
            }
            world.after(world.between(World.MILLISECOND / 20, mostDelay), () -> to.deliver(packet));
        }
    }

    private boolean reaches(Node from, Node to) {
        return side[from.index()] == side[to.index()] && !cut[from.index()][to.index()];
    }

    /** Two sides that hear nothing of each other. */
    void split(int[] sides) {
        world.trace("lan", () -> "split into " + Arrays.toString(sides));
        side = sides.clone();
    }

    /** {@code to} hears nothing of {@code from}; the other way stays as it is. */
    void cut(Node from, Node to, boolean isCut) {
        world.trace("lan", () -> (isCut ? "cut " : "mended ") + from.name() + " → " + to.name());
        cut[from.index()][to.index()] = isCut;
    }

    void disturb(double loss, double duplication, long mostDelay) {
        world.trace(
                "lan",
                () -> "loss %.2f, duplication %.2f, delay up to %d ms"
                        .formatted(loss, duplication, mostDelay / World.MILLISECOND));
        this.loss = loss;
        this.duplication = duplication;
        this.mostDelay = mostDelay;
    }

    /** No loss and no one-way cuts; a split stays. */
    void calm() {
        cut = new boolean[nodes.size()][nodes.size()];
        disturb(0, 0.02, CALM_DELAY);
    }

    void heal() {
        split(new int[nodes.size()]);
    }

    /** The nodes of each side; one list if the network is whole. */
    List<List<Node>> sides() {
        return Arrays.stream(side)
                .distinct()
                .mapToObj(which -> nodes.stream()
                        .filter(node -> side[node.index()] == which)
                        .toList())
                .toList();
    }
}

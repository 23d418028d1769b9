package io.fairlead.tests.simulation;

import io.fairlead.core.vrrp.Lease;
import java.util.Optional;

/**
 * A node's kernel: it keeps the address for as long as the lease says, answers for it, and remembers who announced it
 * last; all this whether the process runs, is frozen or is dead.
 */
final class Host {
    private final World world;
    private final Node node;
    private final Lease lease;
    private boolean present;
    private long validUntil;
    private long presentSince = -1;
    private Optional<Node> neighbour = Optional.empty();

    Host(World world, Node node, Lease lease) {
        this.world = world;
        this.node = node;
        this.lease = lease;
    }

    boolean hasAddress() {
        return present;
    }

    /** Whom this host's clients would talk to, if they were told since {@link #forgetNeighbour}. */
    Optional<Node> neighbour() {
        return neighbour;
    }

    void forgetNeighbour() {
        neighbour = Optional.empty();
    }

    /** Since when it has the address, if it has. */
    long presentSince() {
        return presentSince;
    }

    void install() {
        presentSince = present ? presentSince : world.now();
        present = true;
        // A lease of v seconds ends after v to v + 1.
        long validity = lease.validity().toNanos() + world.between(0L, World.SECOND);
        validUntil = world.now() + validity;
        world.after(validity, this::expire);
    }

    private void expire() {
        if (present && world.now() >= validUntil) {
            world.trace(node.name(), () -> "kernel: the lease is over");
            present = false;
            node.addressesChanged();
        }
    }

    void remove() {
        present = false;
    }

    void told(Node announcer) {
        neighbour = Optional.of(announcer);
    }
}

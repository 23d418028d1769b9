package io.fairlead.tests.simulation;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.vrrp.Action;
import io.fairlead.core.vrrp.AddressAnnouncement;
import io.fairlead.core.vrrp.VirtualRouterConfig;
import io.fairlead.core.vrrp.Vrrp;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Carries a node's actions out on its host and the LAN; some may be made to fail. */
final class ActionExecutor {
    /** What can be made to fail. */
    enum Failure {
        INSTALL,
        REMOVE,
        SEND
    }

    private final World world;
    private final Lan lan;
    private final Checks checks;
    private final Node node;
    private final Set<Failure> failing = EnumSet.noneOf(Failure.class);
    private long excusedUntil = -1;

    ActionExecutor(World world, Lan lan, Checks checks, Node node) {
        this.world = world;
        this.lan = lan;
        this.checks = checks;
        this.node = node;
    }

    void fail(Failure failure) {
        world.trace(node.name(), () -> "now fails: " + failure);
        failing.add(failure);
    }

    void repair(Failure failure) {
        if (failing.remove(failure)) {
            world.trace(node.name(), () -> "works again: " + failure);
            excusedUntil = world.now() + node.config().lease().validity().toNanos() + World.SECOND;
        }
    }

    void repair() {
        for (Failure failure : Failure.values()) {
            repair(failure);
        }
    }

    /** Whether the host may still have what could not be removed: until the lease is over. */
    boolean isExcused() {
        return !failing.isEmpty() || world.now() <= excusedUntil;
    }

    boolean fails(Action action) {
        return switch (action) {
            case Action.InstallAddresses _, Action.RenewLease _ -> failing.contains(Failure.INSTALL);
            case Action.RemoveAddresses _ -> failing.contains(Failure.REMOVE);
            case Action.SendAdvertisement _, Action.AnnounceAddresses _ -> failing.contains(Failure.SEND);
            case Action.ProbeAddresses _, Action.DiscardReceived _, Action.Report _ -> false;
        };
    }

    void carryOut(Action action, long decidedAt) {
        switch (action) {
            case Action.SendAdvertisement(int priority) -> {
                checks.sends(node, decidedAt);
                advertise(priority);
            }
            case Action.InstallAddresses _, Action.RenewLease _ -> node.host().install();
            case Action.RemoveAddresses _ -> node.host().remove();
            case Action.AnnounceAddresses _ -> {
                // As the driver: only what the kernel still has.
                if (node.host().hasAddress()) {
                    checks.sends(node, decidedAt);
                    lan.send(node, new Packet.Announcement(world.now(), node, claim()));
                    node.host().told(node);
                }
            }
            case Action.ProbeAddresses _ -> lan.send(node, new Packet.Probe(world.now(), node));
            case Action.DiscardReceived _ -> node.discardReceived();
            case Action.Report _ -> {}
        }
    }

    private void advertise(int priority) {
        VirtualRouterConfig config = node.config();
        List<IpAddress> destinations = config.multicast()
                ? List.of(Vrrp.group(config.family()))
                : config.unicastPeers().stream().sorted().toList();
        for (IpAddress destination : destinations) {
            byte[] message = node.router().encode(priority, destination);
            lan.send(node, new Packet.Advert(world.now(), node.address(), destination, message));
        }
    }

    /** The frame that says where the address is. */
    byte[] claim() {
        return AddressAnnouncement.announce(
                node.mac(), node.config().plainAddresses().getFirst());
    }
}

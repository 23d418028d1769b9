package io.fairlead.linux.vrrp;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.vrrp.AddressAnnouncement;
import io.fairlead.core.vrrp.AddressClaim;
import io.fairlead.core.vrrp.Event;
import io.fairlead.core.vrrp.Reception;
import io.fairlead.core.vrrp.VirtualRouter;
import io.fairlead.core.vrrp.VirtualRouterConfig;
import io.fairlead.core.vrrp.Vrrp;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.packet.FrameSocket;
import io.fairlead.linux.packet.NetworkInterface;
import io.fairlead.linux.packet.VrrpSocket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What one virtual router sends and hears. One thread. */
final class RouterSockets implements AutoCloseable {
    private final VirtualRouter router;
    private final NetworkInterface networkInterface;
    private final VrrpSocket advertisements;
    private final FrameSocket frames;

    private RouterSockets(
            VirtualRouter router, NetworkInterface networkInterface, VrrpSocket advertisements, FrameSocket frames) {
        this.router = router;
        this.networkInterface = networkInterface;
        this.advertisements = advertisements;
        this.frames = frames;
    }

    static RouterSockets open(VirtualRouter router, NetworkInterface networkInterface) {
        VirtualRouterConfig config = router.config();
        VrrpSocket advertisements = VrrpSocket.open(networkInterface, router.primaryAddress(), multicasts(config));
        try {
            FrameSocket frames = FrameSocket.forClaims(networkInterface, config.plainAddresses());
            return new RouterSockets(router, networkInterface, advertisements, frames);
        } catch (RuntimeException e) {
            advertisements.close();
            throw e;
        }
    }

    int advertisementsFd() {
        return advertisements.fd();
    }

    int framesFd() {
        return frames.fd();
    }

    /**
     * To the group, or to every peer; a peer that cannot be reached does not keep the others from hearing it.
     *
     * @return how many were handed to the kernel
     * @throws KernelException if there was somebody to send to and nothing could be sent
     */
    int advertise(int priority) {
        List<KernelException> failures = new ArrayList<>();
        int sent = 0;
        for (IpAddress destination : destinations()) {
            try {
                advertisements.send(router.encode(priority, destination), destination);
                sent++;
            } catch (KernelException e) {
                failures.add(e);
            }
        }
        if (sent == 0 && !failures.isEmpty()) {
            throw failures.getFirst();
        }
        return sent;
    }

    private Collection<IpAddress> destinations() {
        VirtualRouterConfig config = router.config();
        if (!config.unicastPeers().isEmpty()) {
            return config.unicastPeers();
        }
        return config.multicast() ? List.of(Vrrp.group(config.family())) : List.of();
    }

    private static boolean multicasts(VirtualRouterConfig config) {
        return config.multicast() && config.unicastPeers().isEmpty();
    }

    void announce(List<IpAddress> addresses) {
        for (IpAddress address : addresses) {
            frames.send(AddressAnnouncement.announce(networkInterface.mac(), address));
        }
    }

    void probe() {
        for (IpAddress address : router.config().plainAddresses()) {
            frames.send(AddressAnnouncement.probe(networkInterface.mac(), address));
        }
    }

    /** The next packet of any virtual router; empty when none waits. */
    Optional<Reception> nextPacket() {
        return advertisements.receive(router.config());
    }

    /** The next claim of another station; empty when no frame waits. */
    Optional<Event.DuplicateClaim> nextClaim() {
        while (true) {
            Optional<byte[]> frame = frames.receive();
            if (frame.isEmpty()) {
                return Optional.empty();
            }
            Optional<Event.DuplicateClaim> claim = AddressClaim.in(
                    frame.get(),
                    frame.get().length,
                    List.of(networkInterface.mac()),
                    router.config().plainAddresses());
            if (claim.isPresent()) {
                return claim;
            }
        }
    }

    void discardReceived() {
        advertisements.discardReceived();
        frames.discardReceived();
    }

    @Override
    public void close() {
        advertisements.close();
        frames.close();
    }
}

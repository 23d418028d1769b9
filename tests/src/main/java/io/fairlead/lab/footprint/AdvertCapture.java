package io.fairlead.lab.footprint;

import static io.fairlead.linux.ffi.SocketConstants.IPPROTO_VRRP;

import io.fairlead.core.net.MacAddress;
import io.fairlead.linux.ffi.BpfInstruction;
import io.fairlead.linux.namespace.NetworkNamespace;
import io.fairlead.linux.packet.FrameSocket;
import io.fairlead.linux.packet.NetworkInterface;
import io.fairlead.linux.poll.Poller;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Listens on a bridge and notes when the first advertisement of each virtual router over IPv4 passed. */
final class AdvertCapture implements AutoCloseable {
    private static final int ETH_P_IP = 0x0800;
    private static final int ETHERNET = 14;
    private static final int IP_PROTOCOL_AT = ETHERNET + 9;
    private static final int VRID_AT = 1;
    /** include/uapi/linux/bpf_common.h: load an octet at an absolute offset, jump if equal, return. */
    private static final List<BpfInstruction> ONLY_VRRP = List.of(
            BpfInstruction.statement(0x30, IP_PROTOCOL_AT),
            new BpfInstruction(0x15, 0, 1, IPPROTO_VRRP),
            BpfInstruction.statement(0x06, 0x40000),
            BpfInstruction.statement(0x06, 0));

    private final Map<Integer, Instant> first = new ConcurrentHashMap<>();
    private final Poller poller = Poller.open();
    private final FrameSocket socket;
    private final Thread thread;
    private volatile boolean closed;

    private AdvertCapture(FrameSocket socket) {
        this.socket = socket;
        poller.add(socket.fd(), this::drain);
        thread = Thread.ofPlatform().daemon().name("advert capture").start(this::listen);
    }

    /** Begins at once on the bridge {@code name} with the kernel's number {@code index}. */
    static AdvertCapture on(NetworkNamespace namespace, String name, int index) {
        NetworkInterface bridge = new NetworkInterface(name, index, MacAddress.parse("00:00:00:00:00:00"));
        try {
            return new AdvertCapture(namespace.call(() -> FrameSocket.open(bridge, ETH_P_IP, ONLY_VRRP)));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("no packets can be captured on " + name, e);
        }
    }

    private void listen() {
        while (!closed) {
            poller.poll(System.nanoTime() + Duration.ofSeconds(1).toNanos());
        }
    }

    private void drain() {
        Instant now = Instant.now();
        for (Optional<byte[]> frame = socket.receive(); frame.isPresent(); frame = socket.receive()) {
            byte[] octets = frame.get();
            int header = ETHERNET + (octets[ETHERNET] & 0xf) * 4;
            if (octets.length > header + VRID_AT) {
                first.putIfAbsent(octets[header + VRID_AT] & 0xff, now);
            }
        }
    }

    /** When the first advertisement of {@code vrid} passed, if one has. */
    Optional<Instant> first(int vrid) {
        return Optional.ofNullable(first.get(vrid));
    }

    @Override
    public void close() {
        closed = true;
        poller.wakeUp();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        socket.close();
        poller.close();
    }
}

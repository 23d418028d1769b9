package io.fairlead.lab.bench.watch;

import static io.fairlead.linux.ffi.SocketConstants.IPPROTO_VRRP;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.vrrp.ArpPacket;
import io.fairlead.lab.engine.Engine;
import io.fairlead.linux.ffi.BpfInstruction;
import io.fairlead.linux.packet.FrameSocket;
import io.fairlead.linux.packet.NetworkInterface;
import io.fairlead.linux.poll.Poller;
import java.time.Duration;
import java.util.List;

/**
 * The packets that a bridge's host heard in some time.
 *
 * @param vrrpPerSecond advertisements
 * @param arpPerSecond ARP of all kinds
 */
public record WireCount(double vrrpPerSecond, double arpPerSecond) {
    private static final int ETH_P_IP = 0x0800;
    private static final int IP_PROTOCOL_AT = 23;
    /** include/uapi/linux/bpf_common.h: load an octet at an absolute offset, jump if equal, return. */
    private static final List<BpfInstruction> ONLY_VRRP = List.of(
            BpfInstruction.statement(0x30, IP_PROTOCOL_AT),
            new BpfInstruction(0x15, 0, 1, IPPROTO_VRRP),
            BpfInstruction.statement(0x06, 0x40000),
            BpfInstruction.statement(0x06, 0));

    private static final List<BpfInstruction> EVERYTHING = List.of(BpfInstruction.statement(0x06, 0x40000));

    /** Listens for {@code time} on the bridge whose subnet holds {@code address}. */
    public static WireCount during(Duration time, IpAddress address, Engine engine) {
        return HostSide.call(engine, () -> count(time, HostSide.bridge(address)));
    }

    private static WireCount count(Duration time, NetworkInterface bridge) {
        int[] counts = new int[2];
        try (FrameSocket vrrp = FrameSocket.open(bridge, ETH_P_IP, ONLY_VRRP);
                FrameSocket arp = FrameSocket.open(bridge, ArpPacket.ETHER_TYPE, EVERYTHING);
                Poller poller = Poller.open()) {
            poller.add(vrrp.fd(), () -> counts[0] += vrrp.discardReceived());
            poller.add(arp.fd(), () -> counts[1] += arp.discardReceived());
            long until = System.nanoTime() + time.toNanos();
            while (until - System.nanoTime() > 0) {
                poller.poll(until);
            }
        }
        double seconds = time.toNanos() / 1e9;
        return new WireCount(counts[0] / seconds, counts[1] / seconds);
    }
}

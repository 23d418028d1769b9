package io.fairlead.lab.bench.watch;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.MacAddress;
import io.fairlead.core.vrrp.ArpPacket;
import io.fairlead.lab.engine.Engine;
import io.fairlead.linux.ffi.BpfInstruction;
import io.fairlead.linux.packet.FrameSocket;
import io.fairlead.linux.packet.NetworkInterface;
import io.fairlead.linux.poll.Poller;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Asks by ARP who has an address, as the engine's host, and counts who answers: more than one means that clients may go astray. */
public final class ArpAnswers {
    private static final int REPLY = 2;
    private static final int QUESTIONS = 3;
    private static final Duration LISTEN = Duration.ofMillis(50);
    private static final List<BpfInstruction> EVERYTHING = List.of(BpfInstruction.statement(0x06, 0x40000));

    private ArpAnswers() {}

    /** The Ethernet addresses that answered any of three questions, 50 ms apart. */
    public static Set<String> to(IpAddress vip, Engine engine) {
        return HostSide.call(engine, () -> ask(vip));
    }

    private static Set<String> ask(IpAddress vip) {
        NetworkInterface bridge = HostSide.bridge(vip);
        Set<String> macs = new TreeSet<>();
        try (FrameSocket socket = FrameSocket.open(bridge, ArpPacket.ETHER_TYPE, EVERYTHING);
                Poller poller = Poller.open()) {
            poller.add(socket.fd(), () -> collect(socket, vip, bridge.mac(), macs));
            for (int question = 0; question < QUESTIONS; question++) {
                socket.send(ArpPacket.probe(bridge.mac(), vip).encode());
                long until = System.nanoTime() + LISTEN.toNanos();
                while (until - System.nanoTime() > 0) {
                    poller.poll(until);
                }
            }
        }
        return macs;
    }

    private static void collect(FrameSocket socket, IpAddress vip, MacAddress own, Set<String> macs) {
        for (Optional<byte[]> frame = socket.receive(); frame.isPresent(); frame = socket.receive()) {
            ArpPacket.parse(frame.get(), frame.get().length)
                    .filter(packet -> packet.operation() == REPLY && packet.claims(vip))
                    .filter(packet -> packet.targetMac().equals(own))
                    .ifPresent(packet -> macs.add(packet.senderMac().toString()));
        }
    }
}

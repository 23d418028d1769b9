package io.fairlead.sidecar;

import io.fairlead.core.channel.AgentFrames;
import io.fairlead.core.channel.AgentMessage;
import io.fairlead.core.channel.FrameReader;
import io.fairlead.core.channel.Received;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.vrrp.VirtualRouterConfig;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.poll.Poller;
import io.fairlead.linux.vrrp.Leftovers;
import io.fairlead.linux.vrrp.VrrpRouterDriver;
import io.fairlead.sidecar.config.ProcessSettings.LogLevel;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/**
 * Takes and releases an address at the agent's word, again and again, so that the JVM has compiled all of that before the
 * first real time: a cold takeover takes three times as long. On the loopback interface, where nobody hears it, with an
 * address of loopback's own network, which the kernel takes for ours anyway.
 */
final class Rehearsal {
    /** The JVM's first compiler takes a method on after some 200 calls. */
    private static final int ROUNDS = 250;

    /** On a machine where this takes longer, there is no hurry either. */
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private static final IpAddress ADDRESS = IpAddress.parse("127.0.0.201");
    private static final VirtualRouterConfig ROUTER =
            VirtualRouterConfig.of(201, 100, List.of(new IpPrefix(ADDRESS, 32)));

    private final Log log;

    Rehearsal(Log log) {
        this.log = log;
    }

    /** Plays on the calling thread; returns how often an address was taken. */
    long play() {
        long endNanos = System.nanoTime() + LIMIT.toNanos();
        Log quiet = new Log(new PrintStream(OutputStream.nullOutputStream()), LogLevel.INFO);
        try (Poller poller = Poller.open()) {
            Routers routers = new Routers(
                    List.of(new Placement(ROUTER, "lo")),
                    placement -> VrrpRouterDriver.open(
                            placement.config(), placement.interfaceName(), Leftovers.REMOVE, _ -> {}),
                    poller,
                    quiet);
            AgentOrders orders = new AgentOrders(routers, LIMIT, quiet);
            routers.open(System.nanoTime());
            for (int round = 0; round < ROUNDS && System.nanoTime() < endNanos; round++) {
                round(routers, orders);
            }
            routers.close();
            return orders.promotions();
        } catch (KernelException | IllegalStateException | IllegalArgumentException e) {
            // Not allowed, or loopback is used for something else: what it was for is speed alone.
            log.debug("no rehearsal: " + e.getMessage());
            return 0;
        }
    }

    private static void round(Routers routers, AgentOrders orders) {
        long nowNanos = System.nanoTime();
        routers.takePart(nowNanos);
        hear(new AgentMessage.Promote(ADDRESS, nowNanos + LIMIT.toNanos(), "rehearsal"), orders, nowNanos);
        routers.timerFired(System.nanoTime());
        hear(new AgentMessage.Release(ADDRESS, "rehearsal"), orders, System.nanoTime());
        routers.leave(System.nanoTime());
    }

    private static void hear(AgentMessage message, AgentOrders orders, long nowNanos) {
        for (Received<AgentMessage> frame : FrameReader.ofAgent().read(ByteBuffer.wrap(AgentFrames.encode(message)))) {
            if (frame instanceof Received.Accepted<AgentMessage>(AgentMessage order)) {
                orders.carryOut(order, nowNanos);
            }
        }
    }
}

package io.fairlead.agent.check;

import io.fairlead.core.check.CheckTarget;
import io.fairlead.core.check.EchoPacket;
import io.fairlead.core.check.Judgement;
import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.packet.EchoSocket;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pings: one socket a family, opened when it is first needed, whose answers a thread of its own hands over. */
final class Echoes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Echoes.class);

    private static final Duration PATIENCE = Duration.ofMillis(250);
    private static final int NUMBERS = 0x10000;

    private final EventLoop loop;
    private final int id = ThreadLocalRandom.current().nextInt(NUMBERS);
    private final Map<AddressFamily, EchoSocket> sockets = new EnumMap<>(AddressFamily.class);
    private final Map<Integer, Echo> waiting = new HashMap<>();
    private int sequence;
    private volatile boolean closed;

    Echoes(EventLoop loop) {
        this.loop = loop;
    }

    /** One ping that is under way. */
    private final class Echo implements Run {
        private final int number;
        private final IpAddress address;
        private final Ending ending;
        private final Deadline deadline;

        Echo(int number, CheckTarget target, Ending ending) {
            this.number = number;
            this.address = target.server().address();
            this.ending = ending;
            Duration timeout = target.settings().timing().timeout();
            this.deadline = Deadline.in(
                    timeout.toNanos(),
                    loop,
                    () -> end(new Judgement.Bad("no echo within " + timeout.toMillis() + " ms")));
        }

        private void end(Judgement judgement) {
            giveUp();
            ending.judged(judgement);
        }

        @Override
        public void giveUp() {
            deadline.cancel();
            waiting.remove(number, this);
        }
    }

    /** Sends one. On the thread of the checks. */
    Run start(CheckTarget target, Run.Ending ending) {
        IpAddress address = target.server().address();
        sequence = (sequence + 1) % NUMBERS;
        Echo echo = new Echo(sequence, target, ending);
        waiting.put(sequence, echo);
        try {
            socket(address.family()).send(new EchoPacket(id, sequence).request(address.family()), address);
        } catch (KernelException e) {
            echo.end(new Judgement.Bad("cannot be pinged: " + e.getMessage()));
        }
        return echo;
    }

    private EchoSocket socket(AddressFamily family) {
        EchoSocket open = sockets.get(family);
        if (open == null) {
            open = EchoSocket.open(family, PATIENCE);
            sockets.put(family, open);
            EchoSocket socket = open;
            Thread.ofPlatform().name("echoes").daemon().start(() -> listen(family, socket));
        }
        return open;
    }

    private void listen(AddressFamily family, EchoSocket socket) {
        try (socket) {
            while (!closed) {
                receive(family, socket);
            }
        }
    }

    private void receive(AddressFamily family, EchoSocket socket) {
        try {
            socket.receive()
                    .ifPresent(received -> (family == AddressFamily.IPV4
                                    ? EchoPacket.behindIpHeader(received.packet())
                                    : Optional.of(received.packet()))
                            .flatMap(packet -> EchoPacket.reply(family, packet))
                            .filter(reply -> reply.id() == id)
                            .ifPresent(reply -> loop.execute(() -> answered(reply.sequence(), received.sender()))));
        } catch (KernelException e) {
            LOG.warn("a ping's answer cannot be received: {}", e.getMessage());
        } catch (RejectedExecutionException e) {
            LOG.debug("a ping's answer came when the checks had ended");
        }
    }

    private void answered(int number, IpAddress sender) {
        Echo echo = waiting.get(number);
        if (echo != null && echo.address.equals(sender)) {
            echo.end(new Judgement.Good("echoes"));
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}

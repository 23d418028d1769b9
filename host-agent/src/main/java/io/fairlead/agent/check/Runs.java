package io.fairlead.agent.check;

import io.fairlead.core.check.CheckTarget;
import io.fairlead.core.check.Conversations;
import io.fairlead.core.check.Supply;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;

/** Begins runs by what they need: a connection, a datagram, a process. On the thread of the checks. */
final class Runs implements RunStarter {
    /** Most answers are shorter than that. */
    private static final int READ_OCTETS = 4096;

    private final Bootstrap connector;
    private final Supply supply;
    private final TlsClients tlsClients = new TlsClients();

    Runs(EventLoop loop, CheckSurroundings surroundings) {
        this.supply = new LocalSupply(surroundings.secrets());
        this.connector = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                // A run reads once or twice and is gone: a pool would only keep memory.
                .option(ChannelOption.ALLOCATOR, new UnpooledByteBufAllocator(false))
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_OCTETS))
                .option(ChannelOption.TCP_NODELAY, true)
                // The run has a deadline of its own.
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0);
    }

    @Override
    public Run start(CheckTarget target, Run.Ending ending) {
        return StreamRun.start(
                target,
                new InetSocketAddress(target.server().address().toInetAddress(), target.port()),
                Conversations.with(target, supply),
                connector,
                tlsClients,
                ending);
    }
}

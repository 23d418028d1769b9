package io.fairlead.agent.check;

import io.fairlead.core.check.CheckTarget;
import io.fairlead.core.check.Conversations;
import io.fairlead.core.check.Probe;
import io.fairlead.core.check.Supply;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

/** Begins runs by what they need: a connection, a datagram, a file, a ping, a process. On the thread of the checks. */
final class Runs implements RunStarter, AutoCloseable {
    /** Most answers are shorter than that. */
    private static final int READ_OCTETS = 4096;

    private final EventLoop loop;
    private final CheckSurroundings surroundings;
    private final Supply supply;
    private final Bootstrap streams;
    private final TlsClients tlsClients = new TlsClients();
    private final Echoes echoes;

    Runs(EventLoop loop, CheckSurroundings surroundings) {
        this.loop = loop;
        this.surroundings = surroundings;
        this.supply = new LocalSupply(surroundings.secrets());
        this.streams = connector(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                // The run has a deadline of its own.
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0);
        this.echoes = new Echoes(loop);
    }

    private Bootstrap connector(Class<? extends Channel> type) {
        return new Bootstrap()
                .group(loop)
                .channel(type)
                // A run reads once or twice and is gone: a pool would only keep memory.
                .option(ChannelOption.ALLOCATOR, new UnpooledByteBufAllocator(false))
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_OCTETS));
    }

    @Override
    public Run start(CheckTarget target, Run.Ending ending) {
        return switch (target.settings().probe()) {
            case Probe.Script script -> ScriptRun.start(target, script, surroundings.scripts(), loop, ending);
            case Probe.Ping _ -> echoes.start(target, ending);
            case Probe.Dns _, Probe.Udp _ -> talk(target, connector(NioDatagramChannel.class), address(target), ending);
            case Probe.Haproxy haproxy
            when !haproxy.socket().isEmpty() ->
                talk(
                        target,
                        connector(NioDomainSocketChannel.class),
                        UnixDomainSocketAddress.of(haproxy.socket()),
                        ending);
            case Probe.Connect _,
                    Probe.Tcp _,
                    Probe.Http _,
                    Probe.Mysql _,
                    Probe.Galera _,
                    Probe.Postgres _,
                    Probe.Redis _,
                    Probe.Smtp _,
                    Probe.Haproxy _ -> talk(target, streams, address(target), ending);
        };
    }

    private static SocketAddress address(CheckTarget target) {
        return new InetSocketAddress(target.server().address().toInetAddress(), target.port());
    }

    private Run talk(CheckTarget target, Bootstrap connector, SocketAddress address, Run.Ending ending) {
        return TalkRun.start(target, address, Conversations.with(target, supply), connector, tlsClients, ending);
    }

    @Override
    public void close() {
        echoes.close();
    }
}

package io.fairlead.sidecar.http;

import io.fairlead.sidecar.Bulletin;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.ConsoleHandler;
import java.util.logging.Logger;

/** The status pages on one thread, with as little memory as Netty permits. */
public final class StatusServer {
    /** Scrapers and probes are a handful; more is a mistake or an attack, and memory is small. */
    private static final int MOST_CONNECTIONS = 32;

    private static final int LONGEST_LINE = 1024;
    private static final int LONGEST_HEADERS = 8192;
    private static final int LONGEST_CHUNK = 1024;

    private StatusServer() {}

    /**
     * Listens from now on, until the process ends.
     *
     * @return where it listens, for port 0
     * @throws IOException if the address cannot be had
     */
    public static InetSocketAddress start(InetSocketAddress listen, Bulletin bulletin)
            throws IOException, InterruptedException {
        Logger.getLogger("").addHandler(new ConsoleHandler());
        EventLoopGroup group =
                new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("http", true), NioIoHandler.newFactory());
        AtomicInteger connections = new AtomicInteger();
        UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
        ChannelFuture bound = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.ALLOCATOR, allocator)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.ALLOCATOR, allocator)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    @SuppressWarnings("FutureReturnValueIgnored") // A connection too many is closed; that is all.
                    protected void initChannel(Channel channel) {
                        channel.closeFuture().addListener(closed -> connections.decrementAndGet());
                        if (connections.incrementAndGet() > MOST_CONNECTIONS) {
                            channel.close();
                            return;
                        }
                        channel.pipeline()
                                .addLast(new HttpServerCodec(LONGEST_LINE, LONGEST_HEADERS, LONGEST_CHUNK))
                                .addLast(new PageHandler(bulletin));
                    }
                })
                .bind(listen)
                .await();
        if (!bound.isSuccess()) {
            throw new IOException(bound.cause().getMessage(), bound.cause());
        }
        return (InetSocketAddress) bound.channel().localAddress();
    }
}

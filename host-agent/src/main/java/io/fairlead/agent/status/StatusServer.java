package io.fairlead.agent.status;

import io.fairlead.agent.UserError;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** Answers questions about the agent: over its unix socket all, over HTTP on loopback those that only read. */
public final class StatusServer implements AutoCloseable {
    /** Requests have no body. */
    private static final int LONGEST_BODY = 4096;

    private static final int IDLE_SECONDS = 30;

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Path socket;

    private StatusServer(Path socket) {
        this.socket = socket;
    }

    /**
     * Listens.
     *
     * @throws UserError if another agent listens there, or something else has the port
     */
    public static StatusServer start(Path socket, Optional<InetSocketAddress> http, StatusSource source) {
        takeOver(socket);
        StatusServer server = new StatusServer(socket);
        try {
            server.bind(NioServerDomainSocketChannel.class, UnixDomainSocketAddress.of(socket), source, true);
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
            http.ifPresent(address -> server.bind(NioServerSocketChannel.class, address, source, false));
            return server;
        } catch (IOException e) {
            server.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** A socket on which nobody listens is left over from an agent that was killed. */
    private static void takeOver(Path socket) {
        try {
            Files.createDirectories(socket.getParent());
            if (Files.exists(socket) && !isDead(socket)) {
                throw new UserError(
                        "status.socket = " + socket,
                        "another agent runs on this host",
                        "stop it, or use it: `fairlead status`");
            }
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            throw new UserError(
                    "status.socket = " + socket,
                    "cannot be made: " + e,
                    "make its folder writable, or name another path");
        }
    }

    private static boolean isDead(Path socket) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return !channel.isConnected();
        } catch (IOException e) {
            return true;
        }
    }

    private void bind(
            Class<? extends ServerChannel> type, SocketAddress address, StatusSource source, boolean mayRelease) {
        ChannelFuture bound = new ServerBootstrap()
                .group(group)
                .channel(type)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new ReadTimeoutHandler(IDLE_SECONDS))
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(LONGEST_BODY))
                                .addLast(new StatusHandler(source, mayRelease));
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new UserError(
                    mayRelease ? "status.socket" : "status.http",
                    "cannot listen on " + address + ": " + bound.cause().getMessage(),
                    "name another address, or end what listens there");
        }
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).awaitUninterruptibly();
        try {
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

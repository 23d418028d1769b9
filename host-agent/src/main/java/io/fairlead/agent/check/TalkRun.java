package io.fairlead.agent.check;

import io.fairlead.core.check.CheckTarget;
import io.fairlead.core.check.Conversation;
import io.fairlead.core.check.Judgement;
import io.fairlead.core.check.Step;
import io.fairlead.core.check.Tls;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramPacket;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A conversation over a connection, with or without TLS, or over a connected datagram socket. */
final class TalkRun extends ChannelInboundHandlerAdapter implements Run {
    private final Conversation conversation;
    private final long timeoutMillis;
    private final Optional<Tls> tls;
    private final TlsClients tlsClients;
    private final Ending ending;
    private Deadline deadline;
    private ChannelFuture connecting;
    private boolean connected;
    private boolean talking;
    private boolean over;
    private long certificateSecondsLeft = Long.MAX_VALUE;

    private TalkRun(CheckTarget target, Conversation conversation, TlsClients tlsClients, Ending ending) {
        this.conversation = conversation;
        this.timeoutMillis = target.settings().timing().timeout().toMillis();
        this.tls = target.settings().probe().tls();
        this.tlsClients = tlsClients;
        this.ending = ending;
    }

    /** Connects; {@code connector} knows loop and kind of channel. */
    static TalkRun start(
            CheckTarget target,
            SocketAddress address,
            Conversation conversation,
            Bootstrap connector,
            TlsClients tlsClients,
            Ending ending) {
        TalkRun run = new TalkRun(target, conversation, tlsClients, ending);
        EventLoop loop = connector.config().group().next();
        run.deadline = Deadline.in(target.settings().timing().timeout().toNanos(), loop, run::timedOut);
        run.connecting = connector.clone().handler(run).connect(address);
        run.connecting.addListener(future -> {
            if (!future.isSuccess()) {
                run.end(new Judgement.Bad(Failures.words(future.cause())));
            }
        });
        return run;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        tls.ifPresent(wanted -> context.pipeline()
                .addFirst(new SslHandler(tlsClients.engine(
                        wanted, context.alloc(), context.channel().remoteAddress()))));
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        connected = true;
        if (tls.isEmpty()) {
            talk(context);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                certificateSecondsLeft = TlsClients.secondsLeft(
                        context.pipeline().get(SslHandler.class).engine());
                talk(context);
            } else {
                end(new Judgement.Bad(Failures.words(handshake.cause())));
            }
        }
    }

    private void talk(ChannelHandlerContext context) {
        talking = true;
        take(context, conversation.opened());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf octets = message instanceof DatagramPacket packet ? packet.content() : (ByteBuf) message;
        try {
            ByteBuffer left = octets.nioBuffer();
            boolean first = true;
            while (!over && (first || left.hasRemaining())) {
                first = false;
                take(context, conversation.received(left));
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (!over && talking) {
            take(context, conversation.closed());
        } else {
            end(new Judgement.Bad("closed the connection during the TLS handshake"));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        end(new Judgement.Bad(Failures.words(cause)));
    }

    private void take(ChannelHandlerContext context, Step step) {
        switch (step) {
            case Step.Say(ByteBuffer octets) -> {
                if (octets.hasRemaining()) {
                    var _ = context.writeAndFlush(Unpooled.wrappedBuffer(octets), context.voidPromise());
                }
            }
            case Step.Done(Judgement judgement, ByteBuffer farewell) -> {
                if (farewell.hasRemaining()) {
                    // Written at once, before end() closes.
                    var _ = context.writeAndFlush(Unpooled.wrappedBuffer(farewell), context.voidPromise());
                }
                end(tls.map(wanted -> wanted.with(judgement, certificateSecondsLeft))
                        .orElse(judgement));
            }
        }
    }

    private void timedOut() {
        end(
                talking
                        ? conversation.silence(timeoutMillis)
                        : new Judgement.Bad((connected ? "connected, but no TLS" : "no connection") + " within "
                                + timeoutMillis + " ms"));
    }

    private void end(Judgement judgement) {
        if (!over) {
            giveUp();
            ending.judged(judgement);
        }
    }

    @Override
    public void giveUp() {
        over = true;
        deadline.cancel();
        var _ = connecting.channel().close();
    }
}

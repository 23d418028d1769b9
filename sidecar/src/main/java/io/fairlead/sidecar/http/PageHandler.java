package io.fairlead.sidecar.http;

import static io.netty.handler.codec.http.HttpHeaderNames.CONNECTION;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_LENGTH;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_TYPE;

import io.fairlead.sidecar.Bulletin;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Answers one request and closes: scrapers come back in seconds, not in milliseconds. */
@SuppressWarnings("FutureReturnValueIgnored") // Whether a client got its answer matters to nobody here.
final class PageHandler extends SimpleChannelInboundHandler<HttpObject> {
    private static final int SLOWEST_REQUEST_SECONDS = 5;

    private final Bulletin bulletin;

    PageHandler(Bulletin bulletin) {
        this.bulletin = bulletin;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.executor().schedule(() -> context.close(), SLOWEST_REQUEST_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
        if (!(message instanceof HttpRequest request)) {
            return;
        }
        Page page = request.decoderResult().isSuccess()
                ? Page.of(request.method().name(), request.uri(), bulletin, System.nanoTime())
                : new Page(400, "text/plain; charset=utf-8", "not a request\n");
        byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(page.code()),
                request.method().equals(HttpMethod.HEAD) ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body));
        response.headers()
                .set(CONTENT_TYPE, page.contentType())
                .set(CONTENT_LENGTH, body.length)
                .set(CONNECTION, "close");
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // A client that went away, or one that speaks no HTTP: nothing of ours depends on it.
        context.close();
    }
}

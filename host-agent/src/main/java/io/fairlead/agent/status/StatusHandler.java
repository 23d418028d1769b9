package io.fairlead.agent.status;

import static io.netty.handler.codec.http.HttpResponseStatus.ACCEPTED;
import static io.netty.handler.codec.http.HttpResponseStatus.METHOD_NOT_ALLOWED;
import static io.netty.handler.codec.http.HttpResponseStatus.NOT_FOUND;
import static io.netty.handler.codec.http.HttpResponseStatus.OK;
import static io.netty.handler.codec.http.HttpResponseStatus.SERVICE_UNAVAILABLE;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One request, one answer, one connection. */
final class StatusHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String MOVE = "/api/v1/move/";
    private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

    private final StatusSource source;
    private final boolean mayRelease;

    StatusHandler(StatusSource source, boolean mayRelease) {
        this.source = source;
        this.mayRelease = mayRelease;
    }

    private record Answer(HttpResponseStatus status, String type, String body) {}

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        Answer answer = answer(request.method(), request.uri().split("\\?", 2)[0]);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, answer.status(), Unpooled.copiedBuffer(answer.body(), StandardCharsets.UTF_8));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, answer.type())
                .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(HttpHeaderNames.CONNECTION, "close");
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    private Answer answer(HttpMethod method, String path) {
        if (path.equals("/api/v1/release") && mayRelease) {
            return method.equals(HttpMethod.POST) ? release() : wrongMethod("POST");
        }
        if (path.startsWith(MOVE) && mayRelease) {
            return method.equals(HttpMethod.POST) ? move(path.substring(MOVE.length())) : wrongMethod("POST");
        }
        if (!method.equals(HttpMethod.GET)) {
            return wrongMethod("GET");
        }
        return switch (path) {
            case "/healthz" -> healthz();
            case "/readyz" -> readyz();
            case "/metrics" -> ofReport(METRICS, Metrics::of);
            case "/api/v1/status" -> ofReport(JSON, published -> StatusJson.write(published.report()));
            default -> new Answer(NOT_FOUND, TEXT, "not found: " + path + "\n");
        };
    }

    private Answer release() {
        source.release();
        return new Answer(ACCEPTED, TEXT, "giving up the LAN addresses and the forwarding\n");
    }

    /** {@code SERVICE} or {@code SERVICE/MEMBER}. */
    private Answer move(String what) {
        String[] parts = what.split("/", 2);
        String service = parts[0];
        Optional<String> to = parts.length == 2 ? Optional.of(parts[1]) : Optional.empty();
        boolean known = source.latest().stream()
                .flatMap(published -> published.report().services().stream())
                .anyMatch(each -> each.name().equals(service));
        if (!known) {
            return new Answer(NOT_FOUND, TEXT, "there is no service '" + service + "'\n");
        }
        source.move(service, to);
        return new Answer(
                ACCEPTED,
                TEXT,
                service + " is to move" + to.map(name -> " to " + name).orElse("") + "\n");
    }

    private static Answer wrongMethod(String right) {
        return new Answer(METHOD_NOT_ALLOWED, TEXT, "use " + right + "\n");
    }

    private Answer ofReport(String type, java.util.function.Function<Published, String> writer) {
        return source.latest()
                .map(published -> new Answer(OK, type, writer.apply(published)))
                .orElseGet(() -> new Answer(SERVICE_UNAVAILABLE, TEXT, "starting\n"));
    }

    private Answer healthz() {
        Optional<Published> latest = source.latest();
        if (latest.isEmpty()) {
            return new Answer(SERVICE_UNAVAILABLE, TEXT, "starting\n");
        }
        long now = System.nanoTime();
        return latest.get().isStale(now)
                ? new Answer(
                        SERVICE_UNAVAILABLE,
                        TEXT,
                        "the loop has not answered for " + latest.get().age(now).toSeconds() + " s\n")
                : new Answer(OK, TEXT, "ok\n");
    }

    private Answer readyz() {
        Answer health = healthz();
        if (!health.status().equals(OK)) {
            return health;
        }
        return source.latest()
                .map(published -> Readiness.of(published.report()))
                .filter(unready -> !unready.isEmpty())
                .map(unready -> new Answer(SERVICE_UNAVAILABLE, TEXT, String.join("\n", unready) + "\n"))
                .orElse(health);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // The client went away or sent nonsense: its loss.
        var _ = context.close();
    }
}

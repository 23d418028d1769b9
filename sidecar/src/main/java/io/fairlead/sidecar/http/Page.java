package io.fairlead.sidecar.http;

import io.fairlead.sidecar.Bulletin;
import java.time.Duration;

/** What a request is answered. */
record Page(int code, String contentType, String body) {
    private static final String TEXT = "text/plain; charset=utf-8";

    /** The text format of Prometheus. */
    private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

    /** The loop goes round at least every second. */
    private static final Duration STALE = Duration.ofSeconds(3);

    /** Answers a request line; {@code target} may have a query, which is ignored. */
    static Page of(String method, String target, Bulletin bulletin, long nowNanos) {
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return new Page(405, TEXT, "only GET and HEAD\n");
        }
        int query = target.indexOf('?');
        return switch (query < 0 ? target : target.substring(0, query)) {
            case "/healthz" -> alive(bulletin, nowNanos);
            case "/readyz" -> ready(bulletin, nowNanos);
            case "/metrics" -> new Page(200, METRICS, SidecarMetrics.text(bulletin.status(), nowNanos));
            default -> new Page(404, TEXT, "here are /healthz, /readyz and /metrics\n");
        };
    }

    private static Page alive(Bulletin bulletin, long nowNanos) {
        long silentNanos = nowNanos - bulletin.lastTurnNanos();
        return silentNanos > STALE.toNanos()
                ? new Page(503, TEXT, "the loop has stood still for " + silentNanos / 1_000_000 + " ms\n")
                : new Page(200, TEXT, "alive\n");
    }

    private static Page ready(Bulletin bulletin, long nowNanos) {
        Page alive = alive(bulletin, nowNanos);
        if (alive.code() != 200) {
            return alive;
        }
        String text = bulletin.status().word() + ": " + bulletin.status().summary() + "\n";
        return bulletin.status().ready() ? new Page(200, TEXT, text) : new Page(503, TEXT, "not ready, " + text);
    }
}

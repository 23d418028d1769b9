package io.fairlead.agent.status;

import io.fairlead.agent.channel.ChannelCounters;
import io.fairlead.agent.check.Lateness;
import io.fairlead.agent.lan.RouterReport;
import java.time.Duration;
import java.util.List;

/** The latest report, what the routers and the channel counted, and the moment on System.nanoTime: wall clocks step (V52). */
public record Published(
        StatusReport report,
        List<RouterReport> routers,
        ChannelCounters channel,
        Lateness.Counted checkLateness,
        long atNanos) {
    /** Three times the loop publishes in this time: a report that is older says that the loop hangs. */
    public static final Duration STALE = Duration.ofSeconds(3);

    public Published {
        routers = List.copyOf(routers);
    }

    /** One of an agent that checks nothing. */
    public Published(StatusReport report, List<RouterReport> routers, ChannelCounters channel, long atNanos) {
        this(report, routers, channel, Lateness.Counted.NOTHING, atNanos);
    }

    public Duration age(long nowNanos) {
        return Duration.ofNanos(nowNanos - atNanos);
    }

    public boolean isStale(long nowNanos) {
        return age(nowNanos).compareTo(STALE) > 0;
    }
}

package io.fairlead.agent.channel;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what happens on the channel, and tells of refusals at a limited rate. One thread. */
final class ChannelTally {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelTally.class);
    private static final long QUIET_NANOS = Duration.ofSeconds(10).toNanos();

    private final Map<String, Long> refused = new TreeMap<>();
    private final Map<String, Long> toldNanos = new TreeMap<>();
    private long accepted;
    private long reports;

    void accepted() {
        accepted++;
    }

    void reported() {
        reports++;
    }

    void refused(String reason, String who, long nowNanos) {
        long count = refused.merge(reason, 1L, Long::sum);
        Long told = toldNanos.get(reason);
        if (told == null || nowNanos - told >= QUIET_NANOS) {
            toldNanos.put(reason, nowNanos);
            LOG.warn("channel: refused {}: {} ({} so far)", who, reason, count);
        }
    }

    ChannelCounters snapshot(int connected) {
        return new ChannelCounters(connected, accepted, reports, refused);
    }
}

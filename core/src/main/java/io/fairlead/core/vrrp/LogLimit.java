package io.fairlead.core.vrrp;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How often something that peers can trigger is logged (V45): one line a key, then none for a while, then one that says
 * how many were left out. Counting goes on elsewhere, and has no limit. One thread.
 *
 * @param <K> a {@link Notice.Kind} or a {@link Reception.Reason}: few, and not chosen by a peer
 */
public final class LogLimit<K extends Enum<K>> {
    private final long everyNanos;
    private final Map<K, Said> said = new HashMap<>();

    private static final class Said {
        private long lastNanos;
        private long leftOut;
    }

    /** At most one line a key in each {@code every}. */
    public LogLimit(Duration every) {
        everyNanos = every.toNanos();
    }

    /** Empty: say nothing. Else say it, and how many of this key went unsaid since the last one. */
    public OptionalLong admit(K key, long nowNanos) {
        Said before = said.get(key);
        if (before != null && nowNanos - before.lastNanos < everyNanos) {
            before.leftOut++;
            return OptionalLong.empty();
        }
        Said now = new Said();
        now.lastNanos = nowNanos;
        said.put(key, now);
        return OptionalLong.of(before == null ? 0 : before.leftOut);
    }
}

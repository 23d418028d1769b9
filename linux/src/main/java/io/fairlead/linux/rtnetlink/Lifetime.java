package io.fairlead.linux.rtnetlink;

import java.time.Duration;

/**
 * How long the kernel keeps an address (struct ifa_cacheinfo).
 *
 * <p>An address with a valid lifetime of v seconds goes v to v + 1 s after it was last set, also when everything that could
 * renew it is frozen.
 *
 * @param seconds whole seconds, 0–4,294,967,295; the greatest is for ever
 */
public record Lifetime(long seconds) {
    private static final long INFINITY = 0xffff_ffffL;

    public static final Lifetime FOREVER = new Lifetime(INFINITY);
    /** As a preferred lifetime: never the source by choice. As a valid one: about to go. */
    public static final Lifetime NONE = new Lifetime(0);

    public Lifetime {
        if (seconds < 0 || seconds > INFINITY) {
            throw new IllegalArgumentException("a lifetime has 0–" + INFINITY + " s, not " + seconds);
        }
    }

    /** Of a lease: whole seconds, {@link Duration#ZERO} is for ever, as {@link io.fairlead.core.vrrp.Lease} has it. */
    public static Lifetime ofLease(Duration validity) {
        if (validity.toNanosPart() != 0 || validity.isNegative() || validity.toSeconds() >= INFINITY) {
            throw new IllegalArgumentException("a lease has whole seconds within 32 bits, not " + validity);
        }
        return validity.isZero() ? FOREVER : new Lifetime(validity.toSeconds());
    }

    public boolean isForever() {
        return seconds == INFINITY;
    }

    @Override
    public String toString() {
        return isForever() ? "forever" : seconds + " s";
    }

    static Lifetime ofUnsigned(int seconds) {
        return new Lifetime(Integer.toUnsignedLong(seconds));
    }

    int unsigned() {
        return (int) seconds;
    }
}

package io.fairlead.core.director;

import java.time.Duration;

/**
 * The director's timings and limits. Those that answer to VRRP's own timers are for routers that advertise each
 * {@link #DEFAULT_INTERVAL}; {@link #at} stretches them for slower ones.
 *
 * @param promoteValidity how long a sidecar may act on a Promote: less than the earliest takeover by VRRP's timers at the
 *     default interval (300 ms), so that a stale one meets no successor
 * @param activeWithin a promoted sidecar that has not reported ACTIVE by then is doubted: an installation takes
 *     milliseconds, and {@code promoteValidity} is not over before
 * @param failedRest a member that was promoted and did not take the address is no candidate for so long
 * @param patience how long the first word about a holder's loss waits for fences and answers, before it is said that the
 *     protocol's timers decide: about when they do
 * @param freshFor a living member's word that it has not the address counts for so long, then it is asked again: shorter
 *     than any takeover by the timers, longer than the answers of all take
 * @param fenceRetry after a fence that failed
 * @param fenceAttempts fences of one member in one go, before only its lease is waited for
 * @param longestLease how long a kernel may keep an address that nobody renews: the longest lease of all sidecars and one
 *     second more, since the kernel looks at it once a second; {@link Duration#ZERO}: not known here, so never counted on
 * @param relayWithin a successor waits so long for the relay to be settled: it takes some 80 ms, and the one that hands over
 *     serves meanwhile, for a second
 * @param relayRetry between two attempts to end a relay
 * @param twoActiveWithin two members that both report ACTIVE are VRRP's own to settle for so long: ten intervals
 * @param twoActiveRest between two Release for that reason, or a cut bridge would make the address flap
 * @param handoverWithin a holder that was asked to resign and has not by then keeps the address
 * @param preferredAfter a member that preempts must have been healthy for so long (besides its own delay)
 * @param promotionsAtMost promotions of one service within {@code promotionsWithin} that nobody asked for: more is
 *     flapping, and the protocol's timers are slow enough
 * @param engineLag how much older than its arrival an engine's list may be: under load it still shows the dead as running
 * @param foreignWithin an advertisement from an address that is no member's means a holder elsewhere, for so long
 * @param saidAtMost decisions kept for the status
 */
public record DirectorConfig(
        Duration promoteValidity,
        Duration activeWithin,
        Duration failedRest,
        Duration patience,
        Duration freshFor,
        Duration fenceRetry,
        int fenceAttempts,
        Duration longestLease,
        Duration relayWithin,
        Duration relayRetry,
        Duration twoActiveWithin,
        Duration twoActiveRest,
        Duration handoverWithin,
        Duration preferredAfter,
        int promotionsAtMost,
        Duration promotionsWithin,
        Duration engineLag,
        Duration foreignWithin,
        int saidAtMost) {
    /** Between two advertisements, unless configured otherwise. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofMillis(100);

    /** What the product uses. */
    public static final DirectorConfig DEFAULT = new DirectorConfig(
            Duration.ofMillis(200),
            Duration.ofMillis(150),
            Duration.ofSeconds(5),
            Duration.ofMillis(250),
            Duration.ofMillis(100),
            Duration.ofMillis(50),
            5,
            Duration.ZERO,
            Duration.ofMillis(900),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            10,
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            50);

    /**
     * The same for members that advertise each {@code interval}: whoever set a longer one has a machine on which things
     * take longer, and the protocol's own takeover is as much later. A shorter one shortens nothing, since the steps of a
     * promotion take as long as they take.
     */
    public DirectorConfig at(Duration interval) {
        if (interval.compareTo(DEFAULT_INTERVAL) <= 0) {
            return this;
        }
        return new DirectorConfig(
                stretched(promoteValidity, interval),
                stretched(activeWithin, interval),
                failedRest,
                stretched(patience, interval),
                stretched(freshFor, interval),
                fenceRetry,
                fenceAttempts,
                longestLease,
                relayWithin,
                relayRetry,
                stretched(twoActiveWithin, interval),
                twoActiveRest,
                handoverWithin,
                preferredAfter,
                promotionsAtMost,
                promotionsWithin,
                engineLag,
                stretched(foreignWithin, interval),
                saidAtMost);
    }

    private static Duration stretched(Duration time, Duration interval) {
        return time.multipliedBy(interval.toMillis()).dividedBy(DEFAULT_INTERVAL.toMillis());
    }
}

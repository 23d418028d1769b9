package io.fairlead.sidecar.haproxy;

import io.fairlead.core.health.CheckResult;
import io.fairlead.core.health.Health;
import io.fairlead.core.health.RiseAndFall;
import io.fairlead.core.health.Standing;

/**
 * HAProxy's health over its lives.
 *
 * @param generation which start the standings belong to; rounds of an earlier one do not count any more
 */
public record HaproxyHealth(int generation, Health health, RiseAndFall thresholds) {
    /** Names of the checks: labels of the metrics. */
    public static final String PROCESS = "process";

    public static final String SOCKET = "socket";
    public static final String LISTENER = "listener";

    /** Before the first start. */
    public static HaproxyHealth supervised(RiseAndFall thresholds) {
        return new HaproxyHealth(0, Health.WITHOUT_CHECKS.with(PROCESS, Standing.UNKNOWN), thresholds);
    }

    /** Of an HAProxy that others run: {@link #generation} stays 1. */
    public static HaproxyHealth attached(boolean socket, RiseAndFall thresholds) {
        Health health = Health.WITHOUT_CHECKS;
        if (socket) {
            health = health.with(SOCKET, Standing.UNKNOWN);
        }
        return new HaproxyHealth(1, health.with(LISTENER, Standing.UNKNOWN), thresholds);
    }

    /** Of none: always healthy. */
    public static HaproxyHealth none() {
        return new HaproxyHealth(0, Health.WITHOUT_CHECKS, RiseAndFall.AT_ONCE);
    }

    /** A new process: nothing is known of it but that it lives. */
    public HaproxyHealth spawned() {
        return new HaproxyHealth(
                generation + 1,
                Health.WITHOUT_CHECKS
                        .with(PROCESS, new CheckResult.Passed(), RiseAndFall.AT_ONCE)
                        .with(SOCKET, Standing.UNKNOWN)
                        .with(LISTENER, Standing.UNKNOWN),
                thresholds);
    }

    /** Its process is dead: that needs no second look. */
    public HaproxyHealth died(String how) {
        return new HaproxyHealth(
                generation, health.with(PROCESS, new CheckResult.Failed(how), RiseAndFall.AT_ONCE), thresholds);
    }

    /** After one more round. */
    public HaproxyHealth checked(Round round) {
        if (round.generation() != generation) {
            return this;
        }
        Health next = health;
        if (round.socket().isPresent()) {
            next = next.with(SOCKET, round.socket().get(), thresholds);
        }
        return new HaproxyHealth(generation, next.with(LISTENER, round.listener(), thresholds), thresholds);
    }
}

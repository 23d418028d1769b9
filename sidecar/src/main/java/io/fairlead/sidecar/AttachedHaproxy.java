package io.fairlead.sidecar;

import io.fairlead.core.health.Health;
import io.fairlead.sidecar.haproxy.HaproxyEvent;
import io.fairlead.sidecar.haproxy.HaproxyHealth;
import io.fairlead.sidecar.haproxy.HealthWatch;
import io.fairlead.sidecar.haproxy.Round;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** An HAProxy that another container runs in this network namespace, or none at all: it is only watched. */
final class AttachedHaproxy implements Service {
    private final Optional<HealthWatch> watch;
    private final Log log;
    private HaproxyHealth health;

    /** Without a watch its health never changes. */
    AttachedHaproxy(Optional<Function<Consumer<Round>, HealthWatch>> watch, HaproxyHealth health, Log log) {
        this.watch = watch.map(each -> each.apply(this::checked));
        this.health = health;
        this.log = log;
    }

    @Override
    public void start(long nowNanos) {
        watch.ifPresent(each -> each.watch(health.generation(), nowNanos));
    }

    @Override
    public Health health() {
        return health.health();
    }

    @Override
    public void handle(HaproxyEvent event, long nowNanos) {
        throw new AssertionError("we have no process that could tell us " + event);
    }

    private void checked(Round round) {
        health = health.checked(round);
    }

    @Override
    public long deadlineNanos() {
        return watch.map(HealthWatch::deadlineNanos).orElse(Long.MAX_VALUE);
    }

    @Override
    public void timerFired(long nowNanos) {
        watch.ifPresent(each -> each.timerFired(nowNanos));
    }

    @Override
    public void reload(long nowNanos) {
        log.warn("HAProxy is not ours to reload: send the signal to its own container");
    }

    @Override
    public void stop(long hardNanos, long nowNanos) {}

    @Override
    public boolean isEnded() {
        return true;
    }

    @Override
    public long restarts() {
        return 0;
    }
}

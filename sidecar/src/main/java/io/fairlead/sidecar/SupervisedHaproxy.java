package io.fairlead.sidecar;

import io.fairlead.core.health.Health;
import io.fairlead.core.health.Standing;
import io.fairlead.core.health.Verdict;
import io.fairlead.sidecar.config.HaproxySettings;
import io.fairlead.sidecar.haproxy.HaproxyAction;
import io.fairlead.sidecar.haproxy.HaproxyEvent;
import io.fairlead.sidecar.haproxy.HaproxyHealth;
import io.fairlead.sidecar.haproxy.HaproxyMachine;
import io.fairlead.sidecar.haproxy.HaproxyProcess;
import io.fairlead.sidecar.haproxy.HaproxyState;
import io.fairlead.sidecar.haproxy.HaproxyStep;
import io.fairlead.sidecar.haproxy.HealthWatch;
import io.fairlead.sidecar.haproxy.Round;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/** An HAProxy that this sidecar runs: carries out what its machine decides, and keeps its health. */
final class SupervisedHaproxy implements Service {
    private final HaproxyMachine machine;
    private final Duration hungLimit;
    private final HaproxyProcess process;
    private final HealthWatch watch;
    private final Log log;
    private HaproxyState state = new HaproxyState.Idle();
    private HaproxyHealth health;
    private long hungNanos = HaproxyState.NEVER;
    private long starts;

    SupervisedHaproxy(
            HaproxySettings settings,
            HaproxyProcess process,
            Function<Consumer<Round>, HealthWatch> watch,
            HaproxyHealth health,
            Log log) {
        this.machine = new HaproxyMachine(settings);
        this.hungLimit = settings.hungLimit();
        this.process = process;
        this.watch = watch.apply(round -> checked(round, System.nanoTime()));
        this.health = health;
        this.log = log;
    }

    @Override
    public void start(long nowNanos) {
        step(new HaproxyEvent.Start(), nowNanos);
    }

    @Override
    public Health health() {
        return health.health();
    }

    @Override
    public void handle(HaproxyEvent event, long nowNanos) {
        switch (event) {
            case HaproxyEvent.Spawned _ -> {
                health = health.spawned();
                starts++;
                watch.watch(health.generation(), nowNanos);
            }
            case HaproxyEvent.Exited exited -> gone(exited.ending(), nowNanos);
            case HaproxyEvent.NotSpawned failure -> gone(failure.reason(), nowNanos);
            case HaproxyEvent.Start _,
                    HaproxyEvent.Reload _,
                    HaproxyEvent.ConfigChecked _,
                    HaproxyEvent.Hung _,
                    HaproxyEvent.Stop _,
                    HaproxyEvent.TimerFired _ -> {}
        }
        step(event, nowNanos);
    }

    private void gone(String how, long nowNanos) {
        health = health.died(how);
        hungNanos = HaproxyState.NEVER;
        watch.watch(0, nowNanos);
    }

    private void checked(Round round, long nowNanos) {
        health = health.checked(round);
        Standing socket = health.health().checks().getOrDefault(HaproxyHealth.SOCKET, Standing.UNKNOWN);
        if (socket.verdict() != Verdict.UNHEALTHY) {
            hungNanos = HaproxyState.NEVER;
        } else if (hungNanos == HaproxyState.NEVER && !hungLimit.isZero()) {
            hungNanos = nowNanos + hungLimit.toNanos();
        }
    }

    @Override
    public long deadlineNanos() {
        return Math.min(Math.min(state.deadlineNanos(), hungNanos), watch.deadlineNanos());
    }

    @Override
    public void timerFired(long nowNanos) {
        watch.timerFired(nowNanos);
        if (hungNanos <= nowNanos) {
            hungNanos = HaproxyState.NEVER;
            step(new HaproxyEvent.Hung(), nowNanos);
        }
        if (state.deadlineNanos() <= nowNanos) {
            step(new HaproxyEvent.TimerFired(), nowNanos);
        }
    }

    @Override
    public void reload(long nowNanos) {
        step(new HaproxyEvent.Reload(), nowNanos);
    }

    @Override
    public void stop(long hardNanos, long nowNanos) {
        step(new HaproxyEvent.Stop(hardNanos), nowNanos);
    }

    @Override
    public boolean isEnded() {
        return state instanceof HaproxyState.Ended;
    }

    @Override
    public long restarts() {
        return Math.max(0, starts - 1);
    }

    private void step(HaproxyEvent event, long nowNanos) {
        HaproxyStep step = machine.step(state, event, nowNanos);
        state = step.state();
        for (HaproxyAction action : step.actions()) {
            switch (action) {
                case HaproxyAction.Spawn _ -> process.spawn();
                case HaproxyAction.CheckConfig _ -> process.checkConfig();
                case HaproxyAction.Send send -> process.send(send.signal());
                case HaproxyAction.Kill _ -> process.kill();
                case HaproxyAction.Inform inform -> log.info(inform.text());
                case HaproxyAction.Warn warn -> log.warn(warn.text());
            }
        }
    }
}

package io.fairlead.sidecar.haproxy;

import io.fairlead.linux.process.Signal;
import io.fairlead.sidecar.config.HaproxySettings;
import io.fairlead.sidecar.haproxy.HaproxyState.Check;
import io.fairlead.sidecar.haproxy.HaproxyState.Ended;
import io.fairlead.sidecar.haproxy.HaproxyState.Firmness;
import io.fairlead.sidecar.haproxy.HaproxyState.Idle;
import io.fairlead.sidecar.haproxy.HaproxyState.Running;
import io.fairlead.sidecar.haproxy.HaproxyState.Starting;
import io.fairlead.sidecar.haproxy.HaproxyState.Stopping;
import io.fairlead.sidecar.haproxy.HaproxyState.Waiting;
import java.time.Duration;

/**
 * HAProxy's life as a pure function.
 *
 * <pre>
 *  ┌──────┐ Start  ┌──────────┐ Spawned  ┌─────────┐ Stop: USR1  ┌──────────┐ Exited ┌───────┐
 *  │ Idle ├───────►│ Starting ├─────────►│ Running ├────────────►│ Stopping ├───────►│ Ended │
 *  └──────┘        └──────────┘          └────┬────┘             │ SOFT     │        └───────┘
 *                     ▲    │ NotSpawned       │ Exited           │ HARD: TERM          ▲
 *                     │    ▼                  ▼                  │ KILLED   │          │
 *                     │  ┌────────────────────────┐              └──────────┘          │
 *                     └──┤ Waiting, back-off      ├────────────────────────────────────┘
 *                        └────────────────────────┘               Stop
 * </pre>
 */
public record HaproxyMachine(HaproxySettings settings) {
    /** Whoever lives so long and then dies is not in a loop of crashes. */
    private static final Duration STABLE = Duration.ofSeconds(10);

    /** Between SIGTERM, on which HAProxy drops everything, and SIGKILL. */
    private static final Duration HARD_LIMIT = Duration.ofMillis(500);

    /** The next state and the ordered actions; {@code nowNanos} is System.nanoTime. */
    public HaproxyStep step(HaproxyState state, HaproxyEvent event, long nowNanos) {
        return switch (state) {
            case Idle idle -> idle(idle, event);
            case Starting starting -> starting(starting, event, nowNanos);
            case Running running -> running(running, event, nowNanos);
            case Waiting waiting -> waiting(waiting, event, nowNanos);
            case Stopping stopping -> stopping(stopping, event, nowNanos);
            case Ended ended -> new HaproxyStep(ended);
        };
    }

    private static HaproxyStep idle(Idle state, HaproxyEvent event) {
        return switch (event) {
            case HaproxyEvent.Start _ -> new HaproxyStep(new Starting(0), new HaproxyAction.Spawn());
            case HaproxyEvent.Stop _ -> new HaproxyStep(new Ended());
            case HaproxyEvent.Spawned _,
                    HaproxyEvent.NotSpawned _,
                    HaproxyEvent.Exited _,
                    HaproxyEvent.Reload _,
                    HaproxyEvent.ConfigChecked _,
                    HaproxyEvent.Hung _,
                    HaproxyEvent.TimerFired _ -> new HaproxyStep(state);
        };
    }

    private HaproxyStep starting(Starting state, HaproxyEvent event, long nowNanos) {
        return switch (event) {
            case HaproxyEvent.Spawned _ -> new HaproxyStep(new Running(state.deaths(), nowNanos, Check.NONE));
            case HaproxyEvent.NotSpawned failure ->
                restartLater(state.deaths() + 1, "HAProxy cannot be started: " + failure.reason(), nowNanos);
            case HaproxyEvent.Stop stop -> new HaproxyStep(new Stopping(Firmness.SOFT, stop.hardNanos()));
            case HaproxyEvent.Start _,
                    HaproxyEvent.Exited _,
                    HaproxyEvent.Reload _,
                    HaproxyEvent.ConfigChecked _,
                    HaproxyEvent.Hung _,
                    HaproxyEvent.TimerFired _ -> new HaproxyStep(state);
        };
    }

    private HaproxyStep running(Running state, HaproxyEvent event, long nowNanos) {
        return switch (event) {
            case HaproxyEvent.Exited exited -> died(state, exited, nowNanos);
            case HaproxyEvent.Reload _ -> reload(state);
            case HaproxyEvent.ConfigChecked checked -> configChecked(state, checked.usable());
            case HaproxyEvent.Hung _ ->
                new HaproxyStep(
                        state,
                        new HaproxyAction.Warn("HAProxy has not answered for "
                                + settings.hungLimit().toSeconds() + " s: killing it to start it again"),
                        new HaproxyAction.Kill());
            case HaproxyEvent.Stop stop ->
                new HaproxyStep(new Stopping(Firmness.SOFT, stop.hardNanos()), new HaproxyAction.Send(Signal.USR1));
            case HaproxyEvent.Start _, HaproxyEvent.Spawned _, HaproxyEvent.NotSpawned _, HaproxyEvent.TimerFired _ ->
                new HaproxyStep(state);
        };
    }

    private HaproxyStep died(Running state, HaproxyEvent.Exited exited, long nowNanos) {
        boolean stable = nowNanos - state.sinceNanos() >= STABLE.toNanos();
        return restartLater(stable ? 1 : state.deaths() + 1, "HAProxy " + exited.ending(), nowNanos);
    }

    private static HaproxyStep reload(Running state) {
        return switch (state.check()) {
            case NONE ->
                new HaproxyStep(
                        new Running(state.deaths(), state.sinceNanos(), Check.RUNNING),
                        new HaproxyAction.CheckConfig());
            case RUNNING, RUNNING_AND_AGAIN ->
                new HaproxyStep(new Running(state.deaths(), state.sinceNanos(), Check.RUNNING_AND_AGAIN));
        };
    }

    private static HaproxyStep configChecked(Running state, boolean usable) {
        Running checked = new Running(state.deaths(), state.sinceNanos(), Check.NONE);
        if (state.check() == Check.RUNNING_AND_AGAIN) {
            return reload(checked);
        }
        return usable
                ? new HaproxyStep(
                        checked,
                        new HaproxyAction.Inform("HAProxy reloads its configuration"),
                        new HaproxyAction.Send(Signal.USR2))
                : new HaproxyStep(
                        checked,
                        new HaproxyAction.Warn("HAProxy's new configuration cannot be used, see its words above:"
                                + " it goes on with the old one"));
    }

    private HaproxyStep waiting(Waiting state, HaproxyEvent event, long nowNanos) {
        return switch (event) {
            case HaproxyEvent.TimerFired _ ->
                nowNanos >= state.restartNanos()
                        ? new HaproxyStep(new Starting(state.deaths()), new HaproxyAction.Spawn())
                        : new HaproxyStep(state);
            // Somebody has mended the configuration: no reason to wait.
            case HaproxyEvent.Reload _ -> new HaproxyStep(new Starting(0), new HaproxyAction.Spawn());
            case HaproxyEvent.Stop _ -> new HaproxyStep(new Ended());
            case HaproxyEvent.Start _,
                    HaproxyEvent.Spawned _,
                    HaproxyEvent.NotSpawned _,
                    HaproxyEvent.Exited _,
                    HaproxyEvent.ConfigChecked _,
                    HaproxyEvent.Hung _ -> new HaproxyStep(state);
        };
    }

    private static HaproxyStep stopping(Stopping state, HaproxyEvent event, long nowNanos) {
        return switch (event) {
            case HaproxyEvent.Exited _, HaproxyEvent.NotSpawned _ -> new HaproxyStep(new Ended());
            case HaproxyEvent.Spawned _ ->
                new HaproxyStep(
                        state,
                        switch (state.firmness()) {
                            case SOFT -> new HaproxyAction.Send(Signal.USR1);
                            case HARD -> new HaproxyAction.Send(Signal.TERM);
                            case KILLED -> new HaproxyAction.Kill();
                        });
            case HaproxyEvent.TimerFired _ ->
                nowNanos >= state.deadlineNanos() ? firmer(state, nowNanos) : new HaproxyStep(state);
            case HaproxyEvent.Stop stop ->
                state.firmness() == Firmness.SOFT
                        ? new HaproxyStep(
                                new Stopping(Firmness.SOFT, Math.min(stop.hardNanos(), state.deadlineNanos())))
                        : new HaproxyStep(state);
            case HaproxyEvent.Start _, HaproxyEvent.Reload _, HaproxyEvent.ConfigChecked _, HaproxyEvent.Hung _ ->
                new HaproxyStep(state);
        };
    }

    private static HaproxyStep firmer(Stopping state, long nowNanos) {
        return switch (state.firmness()) {
            case SOFT ->
                new HaproxyStep(
                        new Stopping(Firmness.HARD, nowNanos + HARD_LIMIT.toNanos()),
                        new HaproxyAction.Inform("HAProxy still has connections: ending it without them"),
                        new HaproxyAction.Send(Signal.TERM));
            case HARD, KILLED ->
                new HaproxyStep(new Stopping(Firmness.KILLED, HaproxyState.NEVER), new HaproxyAction.Kill());
        };
    }

    private HaproxyStep restartLater(int deaths, String what, long nowNanos) {
        Duration delay = delay(deaths);
        return new HaproxyStep(
                new Waiting(deaths, nowNanos + delay.toNanos()),
                new HaproxyAction.Warn(what + ": starting it again in " + delay.toMillis() + " ms"));
    }

    /** Doubles with each death in a row. */
    private Duration delay(int deaths) {
        // 2^20 times any delay is beyond any limit.
        Duration delay = settings.restartDelay().multipliedBy(1L << Math.min(deaths - 1, 20));
        return delay.compareTo(settings.restartDelayLimit()) < 0 ? delay : settings.restartDelayLimit();
    }
}

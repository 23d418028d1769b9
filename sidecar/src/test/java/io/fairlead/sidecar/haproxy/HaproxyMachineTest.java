package io.fairlead.sidecar.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.linux.process.Signal;
import io.fairlead.sidecar.config.HaproxySettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HaproxyMachineTest {
    private static final long SECOND = 1_000_000_000L;

    private final HaproxyMachine machine = new HaproxyMachine(new HaproxySettings(
            HaproxySettings.Mode.SUPERVISE,
            "haproxy",
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Duration.ofSeconds(8),
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10)));
    private HaproxyState state = new HaproxyState.Idle();
    private long now;

    @Test
    void isStartedOnce() {
        assertThat(on(new HaproxyEvent.Start())).containsExactly(new HaproxyAction.Spawn());
        assertThat(on(new HaproxyEvent.Spawned())).isEmpty();
        assertThat(state).isInstanceOf(HaproxyState.Running.class);
        assertThat(on(new HaproxyEvent.Start())).isEmpty();
    }

    @Test
    void isStartedAgainAfterItsDeathWithADelayThatDoublesUpToItsLimit() {
        on(new HaproxyEvent.Start());
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            on(new HaproxyEvent.Spawned());
            on(new HaproxyEvent.Exited(1));
            delays.add((state.deadlineNanos() - now) / 1_000_000);
            assertThat(on(new HaproxyEvent.TimerFired())).as("not yet").isEmpty();
            now = state.deadlineNanos();
            assertThat(on(new HaproxyEvent.TimerFired())).containsExactly(new HaproxyAction.Spawn());
        }
        assertThat(delays).containsExactly(100L, 200L, 400L, 800L, 1000L, 1000L);
    }

    @Test
    void aLongLifeForgetsEarlierDeaths() {
        running();
        on(new HaproxyEvent.Exited(1));
        now = state.deadlineNanos();
        on(new HaproxyEvent.TimerFired());
        on(new HaproxyEvent.Spawned());
        now += 10 * SECOND;
        assertThat(on(new HaproxyEvent.Exited(137)))
                .containsExactly(new HaproxyAction.Warn("HAProxy was killed by signal 9: starting it again in 100 ms"));
    }

    @Test
    void aProcessThatCannotBeMadeIsTriedAgain() {
        on(new HaproxyEvent.Start());
        assertThat(on(new HaproxyEvent.NotSpawned("no such file")))
                .containsExactly(
                        new HaproxyAction.Warn("HAProxy cannot be started: no such file: starting it again in 100 ms"));
        assertThat(state).isInstanceOf(HaproxyState.Waiting.class);
    }

    @Test
    void aReloadChecksTheConfigurationFirst() {
        running();
        assertThat(on(new HaproxyEvent.Reload())).containsExactly(new HaproxyAction.CheckConfig());
        assertThat(on(new HaproxyEvent.ConfigChecked(true))).contains(new HaproxyAction.Send(Signal.USR2));
    }

    @Test
    void aConfigurationThatCannotBeUsedIsNotReloaded() {
        running();
        on(new HaproxyEvent.Reload());
        assertThat(on(new HaproxyEvent.ConfigChecked(false))).singleElement().isInstanceOf(HaproxyAction.Warn.class);
    }

    @Test
    void aReloadDuringTheCheckChecksOnceMore() {
        running();
        on(new HaproxyEvent.Reload());
        assertThat(on(new HaproxyEvent.Reload())).isEmpty();
        assertThat(on(new HaproxyEvent.Reload())).isEmpty();
        assertThat(on(new HaproxyEvent.ConfigChecked(true))).containsExactly(new HaproxyAction.CheckConfig());
        assertThat(on(new HaproxyEvent.ConfigChecked(true))).contains(new HaproxyAction.Send(Signal.USR2));
    }

    @Test
    void aReloadWhileItIsDeadStartsItAtOnce() {
        running();
        on(new HaproxyEvent.Exited(1));
        assertThat(on(new HaproxyEvent.Reload())).containsExactly(new HaproxyAction.Spawn());
    }

    @Test
    void aHungOneIsKilledAndThenStartedAgain() {
        running();
        assertThat(on(new HaproxyEvent.Hung())).contains(new HaproxyAction.Kill());
        on(new HaproxyEvent.Exited(137));
        assertThat(state).isInstanceOf(HaproxyState.Waiting.class);
    }

    @Test
    void stopsSoftlyThenHardThenByForce() {
        running();
        long limit = now + 8 * SECOND;
        assertThat(on(new HaproxyEvent.Stop(limit))).containsExactly(new HaproxyAction.Send(Signal.USR1));
        now = limit;
        assertThat(on(new HaproxyEvent.TimerFired())).contains(new HaproxyAction.Send(Signal.TERM));
        now = state.deadlineNanos();
        assertThat(on(new HaproxyEvent.TimerFired())).containsExactly(new HaproxyAction.Kill());
        assertThat(state.deadlineNanos()).isEqualTo(HaproxyState.NEVER);
        on(new HaproxyEvent.Exited(137));
        assertThat(state).isEqualTo(new HaproxyState.Ended());
    }

    @Test
    void anExitAfterTheRequestToStopIsTheEnd() {
        running();
        on(new HaproxyEvent.Stop(now + 8 * SECOND));
        assertThat(on(new HaproxyEvent.Exited(0))).isEmpty();
        assertThat(state).isEqualTo(new HaproxyState.Ended());
    }

    @Test
    void aSecondRequestToStopMayShortenTheLimit() {
        running();
        on(new HaproxyEvent.Stop(now + 8 * SECOND));
        on(new HaproxyEvent.Stop(now));
        assertThat(on(new HaproxyEvent.TimerFired())).contains(new HaproxyAction.Send(Signal.TERM));
    }

    @Test
    void aStopDuringTheStartIsCarriedOutWhenTheProcessExists() {
        on(new HaproxyEvent.Start());
        assertThat(on(new HaproxyEvent.Stop(now + SECOND))).isEmpty();
        assertThat(on(new HaproxyEvent.Spawned())).containsExactly(new HaproxyAction.Send(Signal.USR1));
    }

    @Test
    void aStopWhileItIsDeadIsTheEnd() {
        running();
        on(new HaproxyEvent.Exited(1));
        on(new HaproxyEvent.Stop(now + SECOND));
        assertThat(state).isEqualTo(new HaproxyState.Ended());
        now += SECOND;
        assertThat(on(new HaproxyEvent.TimerFired())).isEmpty();
    }

    private void running() {
        on(new HaproxyEvent.Start());
        on(new HaproxyEvent.Spawned());
    }

    private List<HaproxyAction> on(HaproxyEvent event) {
        HaproxyStep step = machine.step(state, event, now);
        state = step.state();
        return step.actions();
    }
}

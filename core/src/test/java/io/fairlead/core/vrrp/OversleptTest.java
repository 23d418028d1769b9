package io.fairlead.core.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;

/** What a driver asks between two actions (V46); the router's interval is 100 ms, its down timer 361 ms. */
class OversleptTest {
    private static final long MS = 1_000_000;

    private final VirtualRouter router = new RouterJson(JsonNodeFactory.instance.objectNode()).router();

    @Test
    void whatWasDecidedThreeIntervalsAgoIsStaleInEveryState() {
        VirtualRouterState initialize = router.initial();
        assertThat(router.overslept(initialize, 0, 300 * MS)).isFalse();
        assertThat(router.overslept(initialize, 0, 300 * MS + 1)).isTrue();
    }

    @Test
    void activeRouterIsLateOnceItWasSilentForThreeIntervals() {
        VirtualRouterState active = after(new Event.Startup(false), new Event.TakeOver());
        assertThat(router.overslept(active, 300 * MS, 300 * MS)).isFalse();
        assertThat(router.overslept(active, 301 * MS, 301 * MS)).isTrue();
    }

    @Test
    void backupIsLateOnceItsTimerIsOverdueByItsLength() {
        VirtualRouterState backup = after(new Event.Startup(false));
        assertThat(router.overslept(backup, 721 * MS, 721 * MS)).isFalse();
        assertThat(router.overslept(backup, 722 * MS, 722 * MS)).isTrue();
    }

    @Test
    void resigningRouterIsLateAfterItsDeadline() {
        VirtualRouterState resigning = after(new Event.Startup(false), new Event.TakeOver(), new Event.Resign());
        assertThat(router.overslept(resigning, 300 * MS, 300 * MS)).isFalse();
        assertThat(router.overslept(resigning, 301 * MS, 301 * MS)).isTrue();
    }

    private VirtualRouterState after(Event... events) {
        VirtualRouterState state = router.initial();
        for (Event event : events) {
            state = router.step(state, event, 0).state();
        }
        return state;
    }
}

package io.fairlead.sidecar;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.vrrp.Event;
import io.fairlead.core.vrrp.Transition;
import io.fairlead.core.vrrp.VirtualRouter;
import io.fairlead.core.vrrp.VirtualRouterConfig;
import io.fairlead.core.vrrp.VirtualRouterState;
import io.fairlead.linux.poll.Poller;
import io.fairlead.linux.vrrp.Lateness;
import io.fairlead.linux.vrrp.RouterCounters;
import io.fairlead.linux.vrrp.RouterDriver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The real machine without a network: its actions are written down. */
final class FakeRouterDriver implements RouterDriver {
    final List<String> actions = new ArrayList<>();
    int unfinished;
    private final VirtualRouter router;
    private VirtualRouterState state;

    FakeRouterDriver(VirtualRouterConfig config) {
        this.router = new VirtualRouter(config, IpAddress.parse("10.0.0.2"));
        this.state = router.initial();
    }

    @Override
    public void register(Poller poller) {}

    @Override
    public VirtualRouterState state() {
        return state;
    }

    @Override
    public IpAddress primaryAddress() {
        return router.primaryAddress();
    }

    @Override
    public long deadlineNanos() {
        return state.deadlineNanos();
    }

    @Override
    public void handle(Event event, long nowNanos) {
        Transition transition = router.step(state, event, nowNanos);
        state = transition.state();
        transition.actions().forEach(action -> actions.add(action.getClass().getSimpleName()));
    }

    @Override
    public boolean adopted() {
        return false;
    }

    @Override
    public int unfinished() {
        return unfinished;
    }

    @Override
    public RouterCounters counters() {
        return new RouterCounters(0, Map.of(), Map.of(), 0, 0, 0, Map.of(), new Lateness(List.of(), 0, 0));
    }

    @Override
    public void close() {}
}

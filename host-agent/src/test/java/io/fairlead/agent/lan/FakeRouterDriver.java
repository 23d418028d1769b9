package io.fairlead.agent.lan;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.vrrp.Event;
import io.fairlead.core.vrrp.VirtualRouterConfig;
import io.fairlead.core.vrrp.VirtualRouterState;
import io.fairlead.linux.poll.Poller;
import io.fairlead.linux.vrrp.Lateness;
import io.fairlead.linux.vrrp.RouterCounters;
import io.fairlead.linux.vrrp.RouterDriver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A virtual router without a network, that writes down what happens to it. */
final class FakeRouterDriver implements RouterDriver {
    static final long DEADLINE_NANOS = 1_000;

    final VirtualRouterConfig config;
    final List<String> log = new ArrayList<>();
    VirtualRouterState state = new VirtualRouterState.Initialize(100);
    private final boolean adopted;

    FakeRouterDriver(VirtualRouterConfig config, boolean adopted) {
        this.config = config;
        this.adopted = adopted;
    }

    @Override
    public void register(Poller poller) {
        log.add("register");
    }

    @Override
    public VirtualRouterState state() {
        return state;
    }

    @Override
    public IpAddress primaryAddress() {
        return IpAddress.parse("192.0.2.1");
    }

    @Override
    public long deadlineNanos() {
        return state.deadlineNanos();
    }

    @Override
    public void handle(Event event, long nowNanos) {
        switch (event) {
            case Event.Startup(boolean fromBefore) -> {
                log.add(fromBefore ? "startup adopted" : "startup");
                state = new VirtualRouterState.Backup(100, 100, DEADLINE_NANOS, 0, false, Optional.empty());
            }
            case Event.Shutdown _ -> {
                log.add("shutdown");
                state = new VirtualRouterState.Initialize(100);
            }
            case Event.TimerFired _ -> log.add("timer");
            default -> throw new AssertionError("the agent does not send " + event);
        }
    }

    @Override
    public boolean adopted() {
        return adopted;
    }

    @Override
    public int unfinished() {
        return 0;
    }

    @Override
    public RouterCounters counters() {
        return new RouterCounters(0, Map.of(), Map.of(), 0, 0, 0, Map.of(), new Lateness(List.of(), 0, 0));
    }

    @Override
    public void close() {
        log.add("close");
    }
}

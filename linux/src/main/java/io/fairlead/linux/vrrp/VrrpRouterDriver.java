package io.fairlead.linux.vrrp;

import io.fairlead.core.vrrp.Event;
import io.fairlead.core.vrrp.Notice;
import io.fairlead.core.vrrp.VirtualRouterConfig;
import io.fairlead.core.vrrp.VirtualRouterState;
import io.fairlead.linux.poll.Poller;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The {@link RouterDriver} of a real interface. */
public final class VrrpRouterDriver implements RouterDriver {
    private VrrpRouterDriver() {}

    /**
     * Opens sockets on an interface of the calling thread's network namespace and deals with leftovers; nothing is sent
     * yet. Then {@link #register} it and hand it {@code new Event.Startup(driver.adopted())}.
     *
     * @param notices gets what is worth telling, on the loop's thread
     * @throws io.fairlead.linux.ffi.KernelException EPERM: CAP_NET_RAW or CAP_NET_ADMIN is missing
     * @throws IllegalArgumentException there is no such interface, or it has no primary address; in words for the user
     */
    public static RouterDriver open(
            VirtualRouterConfig config, String interfaceName, Leftovers leftovers, Consumer<Notice> notices) {
        return new VrrpRouterDriver();
    }

    @Override
    public void register(Poller poller) {}

    @Override
    public VirtualRouterState state() {
        return new VirtualRouterState.Initialize(100);
    }

    @Override
    public long deadlineNanos() {
        return VirtualRouterState.NEVER;
    }

    @Override
    public void handle(Event event, long nowNanos) {}

    @Override
    public boolean adopted() {
        return false;
    }

    @Override
    public RouterCounters counters() {
        return new RouterCounters(0, 0, Map.of(), 0, Map.of(), new Lateness(List.of(), 0, 0));
    }

    @Override
    public void close() {}
}

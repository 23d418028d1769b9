package io.fairlead.lab.bench.watch;

import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.ffi.Syscalls;
import io.fairlead.linux.namespace.NetworkNamespace;
import io.fairlead.linux.poll.Poller;
import io.fairlead.linux.rtnetlink.RouteEvent;
import io.fairlead.linux.rtnetlink.RouteNotifications;
import io.fairlead.linux.rtnetlink.RouteSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Notes when an address comes to and leaves the network namespaces of some processes; the kernel tells, so nothing is missed. */
public final class VipWatch implements AutoCloseable {
    private static final Duration WAKE = Duration.ofSeconds(1);

    private final IpAddress vip;
    private final Poller poller = Poller.open();
    private final List<RouteNotifications> sockets = new ArrayList<>();
    private final Set<String> holders = new HashSet<>();
    private final List<OwnerChange> changes = new ArrayList<>();
    private final Thread thread;
    private volatile boolean closed;

    private VipWatch(IpAddress vip) {
        this.vip = vip;
        this.thread = Thread.ofPlatform().daemon().name("vip watch").unstarted(this::run);
    }

    /** Begins; {@code pids} are processes inside the namespaces, by the names to note. */
    public static VipWatch begin(IpAddress vip, Map<String, Long> pids) {
        VipWatch watch = new VipWatch(vip);
        pids.forEach(watch::open);
        watch.thread.start();
        return watch;
    }

    private void open(String name, long pid) {
        try (NetworkNamespace namespace = NetworkNamespace.ofProcess(pid)) {
            RouteNotifications socket = namespace.call(() -> {
                // First the notifications, then the look: a change in between is heard.
                RouteNotifications opened = RouteNotifications.open(Set.of(RouteNotifications.Subject.ADDRESSES));
                try (RouteSocket routes = RouteSocket.open()) {
                    routes.addresses().stream()
                            .filter(each -> each.address().equals(vip))
                            .forEach(each -> note(name, true));
                }
                return opened;
            });
            sockets.add(socket);
            poller.add(socket.number(), () -> drain(name, socket));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("cannot watch the addresses of " + name, e);
        }
    }

    /** Waking, it takes the processor from nobody (SCHED_BATCH): it would do so just when the watched ones act. */
    private void run() {
        Syscalls.schedSetscheduler(0, Syscalls.SCHED_BATCH, 0);
        while (!closed) {
            poller.poll(System.nanoTime() + WAKE.toNanos());
        }
    }

    private void drain(String name, RouteNotifications socket) {
        for (var event = socket.next(); event.isPresent(); event = socket.next()) {
            switch (event.get()) {
                case RouteEvent.AddressChanged(var address)
                when address.address().equals(vip) -> note(name, true);
                case RouteEvent.AddressRemoved(var address)
                when address.address().equals(vip) -> note(name, false);
                case RouteEvent.AddressChanged _, RouteEvent.AddressRemoved _ -> {}
                case RouteEvent.LinkChanged _, RouteEvent.LinkRemoved _ -> {}
                case RouteEvent.NeighbourChanged _, RouteEvent.NeighbourRemoved _ -> {}
                case RouteEvent.ResyncNeeded _ -> {}
            }
        }
    }

    /** A lease that is renewed is no change. */
    private synchronized void note(String name, boolean has) {
        if (has ? holders.add(name) : holders.remove(name)) {
            changes.add(new OwnerChange(name, has, System.nanoTime()));
        }
    }

    /** What happened so far, the first entries being who had it at the beginning. */
    public synchronized Owners owners() {
        return new Owners(changes);
    }

    @Override
    public void close() {
        closed = true;
        poller.wakeUp();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sockets.forEach(RouteNotifications::close);
        poller.close();
    }
}

package io.fairlead.tests.kernel;

import io.fairlead.core.vrrp.Event;
import io.fairlead.core.vrrp.Notice;
import io.fairlead.core.vrrp.VirtualRouterConfig;
import io.fairlead.core.vrrp.VirtualRouterState;
import io.fairlead.linux.namespace.NetworkNamespace;
import io.fairlead.linux.poll.Poller;
import io.fairlead.linux.vrrp.Leftovers;
import io.fairlead.linux.vrrp.RouterCounters;
import io.fairlead.linux.vrrp.RouterDriver;
import io.fairlead.linux.vrrp.VrrpRouterDriver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A virtual router of this JVM on a host's eth0, with a loop on a thread of its own. */
public final class RouterThread implements AutoCloseable {
    private final RouterDriver driver;
    private final Poller poller = Poller.open();
    private final Thread thread;
    private final ConcurrentLinkedQueue<Consumer<RouterDriver>> jobs = new ConcurrentLinkedQueue<>();
    private final List<Notice> notices = new CopyOnWriteArrayList<>();
    private volatile VirtualRouterState state;
    private volatile boolean running = true;
    private volatile Throwable failure;

    private RouterThread(Switch.Host host, VirtualRouterConfig config, Leftovers leftovers) {
        try (NetworkNamespace namespace = host.open()) {
            driver = namespace.call(() -> VrrpRouterDriver.open(config, "eth0", leftovers, notices::add));
        } catch (RuntimeException e) {
            poller.close();
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        state = driver.state();
        driver.register(poller);
        thread = Thread.ofPlatform().name("router " + host.namespace()).start(() -> {
            try (NetworkNamespace namespace = host.open()) {
                namespace.run(this::loop);
            }
        });
    }

    /** Opened, but not started. */
    public static RouterThread open(Switch.Host host, VirtualRouterConfig config, Leftovers leftovers) {
        return new RouterThread(host, config, leftovers);
    }

    /** Opened and started. */
    public static RouterThread start(Switch.Host host, VirtualRouterConfig config) {
        RouterThread router = open(host, config, Leftovers.REMOVE);
        router.post(new Event.Startup(false));
        return router;
    }

    private void loop() {
        try {
            while (running) {
                poller.poll(driver.deadlineNanos());
                long now = System.nanoTime();
                if (now >= driver.deadlineNanos()) {
                    driver.handle(new Event.TimerFired(), now);
                }
                for (Consumer<RouterDriver> job = jobs.poll(); job != null; job = jobs.poll()) {
                    job.accept(driver);
                }
                state = driver.state();
            }
        } catch (Throwable e) {
            failure = e;
        }
    }

    public void post(Event event) {
        submit(each -> each.handle(event, System.nanoTime()));
    }

    private void submit(Consumer<RouterDriver> job) {
        jobs.add(job);
        poller.wakeUp();
    }

    public VirtualRouterState state() {
        if (failure != null) {
            throw new AssertionError("the router's thread died", failure);
        }
        return state;
    }

    public boolean isActive() {
        return state() instanceof VirtualRouterState.Active;
    }

    public boolean isBackup() {
        return state() instanceof VirtualRouterState.Backup;
    }

    public boolean isInitialize() {
        return state() instanceof VirtualRouterState.Initialize;
    }

    public boolean adopted() {
        return driver.adopted();
    }

    /** Waits for it; gives how long that took. */
    public Duration awaitActive(Duration limit) {
        return Deadline.await("Active", limit, this::isActive, this::described);
    }

    public Duration awaitBackup(Duration limit) {
        return Deadline.await("Backup", limit, this::isBackup, this::described);
    }

    public Duration awaitInitialize(Duration limit) {
        return Deadline.await("Initialize", limit, this::isInitialize, this::described);
    }

    public Duration awaitNotice(Notice.Kind kind, Duration limit) {
        return Deadline.await("notice " + kind, limit, () -> count(kind) > 0, this::described);
    }

    public long count(Notice.Kind kind) {
        return notices.stream().filter(notice -> notice.kind() == kind).count();
    }

    public List<Notice> notices() {
        return notices;
    }

    public RouterCounters counters() {
        CompletableFuture<RouterCounters> result = new CompletableFuture<>();
        submit(each -> result.complete(each.counters()));
        return result.orTimeout(5, TimeUnit.SECONDS).join();
    }

    public String described() {
        return state() + " " + notices;
    }

    /** As a death: the sockets close, nothing is said, the addresses stay. */
    @Override
    public void close() {
        running = false;
        poller.wakeUp();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        driver.close();
        poller.close();
    }
}

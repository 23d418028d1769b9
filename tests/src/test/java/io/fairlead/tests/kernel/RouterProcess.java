package io.fairlead.tests.kernel;

import io.fairlead.core.vrrp.Authentication;
import io.fairlead.core.vrrp.Event;
import io.fairlead.core.vrrp.VirtualRouterConfig;
import io.fairlead.core.vrrp.VirtualRouterState;
import io.fairlead.linux.poll.Poller;
import io.fairlead.linux.process.Signal;
import io.fairlead.linux.process.Signals;
import io.fairlead.linux.vrrp.Leftovers;
import io.fairlead.linux.vrrp.RouterDriver;
import io.fairlead.linux.vrrp.VrrpRouterDriver;
import java.util.EnumSet;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A virtual router and nothing else, on eth0 of the network namespace that it is started in. Prints {@code state NAME},
 * {@code notice KIND text} and, once, {@code heard another} lines. TERM: shuts down and exits; USR1: resigns and exits.
 *
 * <p>Arguments: {@code v3}, {@code v3-ipv6}, {@code v2} or {@code v2-pass}, then the priority, then perhaps {@code preempt}.
 */
public final class RouterProcess {
    /** Of {@code v2-pass}. */
    public static final String PASSWORD = "12345678";

    private RouterProcess() {}

    public static void main(String[] arguments) {
        ConcurrentLinkedQueue<Event> events = new ConcurrentLinkedQueue<>();
        try (Poller poller = Poller.open();
                RouterDriver driver = VrrpRouterDriver.open(
                        config(arguments),
                        "eth0",
                        Leftovers.REMOVE,
                        notice -> System.out.println("notice " + notice.kind() + " " + notice.text()))) {
            driver.register(poller);
            Signals.deliver(EnumSet.of(Signal.TERM, Signal.USR1), signal -> {
                events.add(signal == Signal.TERM ? new Event.Shutdown() : new Event.Resign());
                poller.wakeUp();
            });
            // Before the first poll, so that the first packet counted is one that the machine listened to.
            driver.handle(new Event.Startup(driver.adopted()), System.nanoTime());
            System.out.println("state " + driver.state().getClass().getSimpleName());
            loop(driver, poller, events);
        }
    }

    private static void loop(RouterDriver driver, Poller poller, ConcurrentLinkedQueue<Event> events) {
        boolean ending = false;
        boolean heard = false;
        VirtualRouterState before = driver.state();
        while (!ending || !(driver.state() instanceof VirtualRouterState.Initialize)) {
            poller.poll(events.isEmpty() ? driver.deadlineNanos() : 0);
            long now = System.nanoTime();
            if (now >= driver.deadlineNanos()) {
                driver.handle(new Event.TimerFired(), now);
            }
            for (Event event = events.poll(); event != null; event = events.poll()) {
                ending |= event instanceof Event.Shutdown || event instanceof Event.Resign;
                driver.handle(event, now);
            }
            if (!heard && !driver.counters().received().isEmpty()) {
                heard = true;
                System.out.println("heard another");
            }
            if (driver.state().getClass() != before.getClass()) {
                before = driver.state();
                System.out.println("state " + before.getClass().getSimpleName());
            }
        }
    }

    private static VirtualRouterConfig config(String[] arguments) {
        int priority = Integer.parseInt(arguments[1]);
        VirtualRouterConfig config = switch (arguments[0]) {
            case "v3" -> Configs.of(priority);
            case "v3-ipv6" -> Configs.ipv6(priority, Configs.LINK_LOCAL_VIP, Configs.GLOBAL_VIP);
            case "v2" -> Configs.version2(priority, new Authentication.None());
            case "v2-pass" -> Configs.version2(priority, new Authentication.SimpleText(PASSWORD));
            default -> throw new IllegalArgumentException(arguments[0]);
        };
        return arguments.length > 2 && arguments[2].equals("preempt") ? Configs.preempting(config) : config;
    }
}

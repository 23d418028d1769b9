package io.fairlead.agent.lan;

import io.fairlead.agent.config.AgentConfig.LanConfig;
import io.fairlead.core.vrrp.Notice;
import io.fairlead.core.vrrp.VirtualRouterState;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.poll.Poller;
import io.fairlead.linux.vrrp.InterfaceNotReadyException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** The virtual routers on the LAN, brought to what they should be. Owned by the loop's thread. */
public final class LanRouters {
    /** Often enough to be back soon after the other one was switched off, seldom enough for the log. */
    private static final long RESTART_NANOS = Duration.ofSeconds(30).toNanos();

    private final LanConfig lan;
    private final RouterOpener opener;
    private final Poller poller;
    private final BiConsumer<LanRouter, Notice> notices;
    private final Map<LanRouter, RunningRouter> running = new LinkedHashMap<>();
    private final Map<LanRouter, String> unopened = new LinkedHashMap<>();

    /** Says what is worth telling to {@code notices}, on the loop's thread. */
    public LanRouters(LanConfig lan, RouterOpener opener, Poller poller, BiConsumer<LanRouter, Notice> notices) {
        this.lan = lan;
        this.opener = opener;
        this.poller = poller;
        this.notices = notices;
    }

    /** Why VRRP does not allow {@code router} with these settings, if so. */
    public static Optional<String> problem(LanRouter router, LanConfig lan) {
        try {
            RouterConfigs.of(router, lan);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    /**
     * Has exactly these running; those that are too many give up their addresses. One that cannot be opened is tried again
     * by {@link #retry}.
     */
    public void bring(Set<LanRouter> desired, long nowNanos) {
        for (LanRouter router : List.copyOf(running.keySet())) {
            if (!desired.contains(router)) {
                running.remove(router).giveUp(nowNanos);
            }
        }
        unopened.keySet().retainAll(desired);
        Set<LanRouter> missing = new HashSet<>(desired);
        missing.removeAll(running.keySet());
        missing.stream()
                .sorted(Comparator.comparing(router -> router.address().address()))
                .forEach(router -> open(router, nowNanos));
    }

    private void open(LanRouter router, long nowNanos) {
        try {
            running.put(
                    router,
                    RunningRouter.start(router, RouterConfigs.of(router, lan), opener, notices, poller, nowNanos));
            unopened.remove(router);
        } catch (KernelException | InterfaceNotReadyException | IllegalArgumentException e) {
            String why = String.valueOf(e.getMessage());
            if (!why.equals(unopened.put(router, why))) {
                notices.accept(router, new Notice(Notice.Kind.ACTION_FAILED, why));
            }
        }
    }

    /** Tries again what did not work; to be called now and then. */
    public void retry(long nowNanos) {
        List.copyOf(unopened.keySet()).forEach(router -> open(router, nowNanos));
        running.values().forEach(each -> each.restartIfRefused(RESTART_NANOS, nowNanos));
    }

    /** When {@link #fire} is due, on System.nanoTime, or {@link VirtualRouterState#NEVER}. */
    public long deadlineNanos() {
        return running.values().stream()
                .mapToLong(RunningRouter::deadlineNanos)
                .min()
                .orElse(VirtualRouterState.NEVER);
    }

    public void fire(long nowNanos) {
        running.values().forEach(each -> each.fire(nowNanos));
    }

    /** One for each that should run. */
    public List<RouterReport> reports() {
        List<RouterReport> reports = new ArrayList<>();
        running.values().forEach(each -> reports.add(each.report()));
        unopened.forEach((router, why) -> reports.add(
                new RouterReport(router, RouterReport.State.INITIALIZE, Optional.of(why), Optional.empty())));
        return reports;
    }

    /** Ends all; the addresses stay in the kernel for the next life (P31). */
    public void leaveAll() {
        running.values().forEach(RunningRouter::leave);
        running.clear();
    }
}

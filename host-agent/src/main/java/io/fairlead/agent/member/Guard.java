package io.fairlead.agent.member;

import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.nft.NftSession;
import io.fairlead.linux.nft.ToolFailed;
import io.fairlead.linux.rtnetlink.Link;
import io.fairlead.linux.rtnetlink.RouteSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps {@link GuardRules} in the kernel and says who was refused. The table belongs to an nft that runs for it, so it goes
 * when the agent does: rules that nobody keeps up to date could cut off a member. On a thread of its own.
 */
final class Guard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
    /** A look runs nft. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("guard").factory());
    private final Offenders offenders = new Offenders();
    /** The worker's, as all below but the volatile ones. */
    private Optional<NftSession> session = Optional.empty();

    private GuardRules inPlace = GuardRules.NONE;
    private final Map<Integer, Long> counted = new HashMap<>();
    private volatile Map<String, String> names = Map.of();
    private volatile GuardView view = GuardView.off("no member is known yet");

    /** In the network namespace of the calling thread. */
    Guard() {
        // Now, so that the thread is of this namespace, whoever gives it work later.
        var _ = worker.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Any thread. */
    GuardView view() {
        return view;
    }

    /** The names of all containers by their ids. Any thread. */
    void names(Map<String, String> now) {
        names = Map.copyOf(now);
    }

    /** Refuses exactly this from soon on. Any thread. */
    void bring(GuardRules wanted) {
        worker.execute(() -> apply(wanted));
    }

    /** Removes the table; returns at once. Any thread. */
    void remove(String reason) {
        worker.execute(() -> {
            session.ifPresent(NftSession::close);
            session = Optional.empty();
            view = GuardView.off(reason);
        });
    }

    private void apply(GuardRules wanted) {
        try {
            if (session.isEmpty()) {
                NftSession opened = NftSession.open();
                session = Optional.of(opened);
                opened.apply(GuardRules.frame());
                inPlace = GuardRules.NONE;
                counted.clear();
                LOG.info("guard: VRRP and claims of the addresses are taken from members alone");
            }
            if (!wanted.equals(inPlace)) {
                session.get().apply(wanted.update());
                inPlace = wanted;
            }
            if (!view.state().equals("on")) {
                view = new GuardView("on", "", view.refused());
            }
        } catch (ToolFailed e) {
            session.ifPresent(NftSession::close);
            session = Optional.empty();
            GuardView off = GuardView.off(e.getMessage());
            if (!off.reason().equals(view.reason())) {
                LOG.warn("guard: off, anybody on a member's network can claim its address: {}", e.getMessage());
            }
            view = off;
        }
    }

    private void look() {
        if (session.isEmpty()) {
            return;
        }
        try (RouteSocket routes = RouteSocket.open()) {
            List<GuardView.Refused> refused = new ArrayList<>();
            for (Map.Entry<String, Long> drop : Drops.read().entrySet()) {
                refused.add(refused(routes, drop.getKey(), drop.getValue()));
            }
            view = new GuardView("on", "", refused);
        } catch (ToolFailed | KernelException | IllegalStateException e) {
            LOG.debug("guard: {}", e.getMessage());
        }
    }

    private GuardView.Refused refused(RouteSocket routes, String port, long packets) {
        Optional<Link> link = port.chars().allMatch(Character::isDigit)
                ? routes.linkByIndex(Integer.parseInt(port))
                : routes.linkByName(port);
        String container = link.flatMap(each -> offenders.container(each))
                .map(id -> names.getOrDefault(id, id))
                .orElse(port);
        int key = link.map(Link::index).orElse(port.hashCode());
        long before = counted.getOrDefault(key, 0L);
        if (packets > before) {
            counted.put(key, packets);
            LOG.warn(
                    "guard: {} sends VRRP or claims an address of ours without being a member: {} packets dropped at {}",
                    container,
                    packets - before,
                    port);
        }
        return new GuardView.Refused(container, port, packets);
    }

    @Override
    public void close() {
        remove("the agent has ended");
        worker.shutdown();
        try {
            if (!worker.awaitTermination(3, TimeUnit.SECONDS)) {
                LOG.warn("the guard's rules were not removed in time; they go with this process");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

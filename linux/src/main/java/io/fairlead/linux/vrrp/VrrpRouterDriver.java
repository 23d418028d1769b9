package io.fairlead.linux.vrrp;

import io.fairlead.core.vrrp.Action;
import io.fairlead.core.vrrp.Event;
import io.fairlead.core.vrrp.Notice;
import io.fairlead.core.vrrp.Reception;
import io.fairlead.core.vrrp.Transition;
import io.fairlead.core.vrrp.VirtualRouter;
import io.fairlead.core.vrrp.VirtualRouterConfig;
import io.fairlead.core.vrrp.VirtualRouterState;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.poll.Poller;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The {@link RouterDriver} of a real interface.
 *
 * <pre>
 *  advertisements ─┐                                      ┌─► advertisements, announcements, probes
 *  others' claims ─┼─► event ─► VirtualRouter.step ─► actions ─► addresses (rtnetlink)
 *  rtnetlink ──────┤     ▲                                └─► notices
 *  program, timer ─┘     └───────────── ActionFailed ───────┘
 * </pre>
 */
public final class VrrpRouterDriver implements RouterDriver {
    /** Packets in one go: a flood must not keep the program's loop from its other descriptors. */
    private static final int MOST_PACKETS = 256;

    /** Failures that the answer to a failure may have, before it is ours and we crash. */
    private static final int MOST_FAILURES = 8;

    private final VirtualRouter router;
    private final RouterDevice device;
    private final Consumer<Notice> notices;
    private final RouterTally tally = new RouterTally();
    private final boolean adopted;

    private Optional<Poller> poller = Optional.empty();
    private VirtualRouterState state;

    /** Whether the program wants this router to take part; with an unusable interface it does not. */
    private boolean wanted;

    private String trouble;

    private VrrpRouterDriver(RouterDevice device, boolean adopted, Consumer<Notice> notices) {
        this.router = device.router();
        this.device = device;
        this.adopted = adopted;
        this.notices = notices;
        this.state = router.initial();
        this.trouble = device.watch().trouble();
    }

    /**
     * Opens sockets on an interface of the calling thread's network namespace and deals with leftovers; nothing is sent
     * yet. Then {@link #register} it and hand it {@code new Event.Startup(driver.adopted())}.
     *
     * @param notices gets what is worth telling, on the loop's thread
     * @throws KernelException EPERM: CAP_NET_RAW or CAP_NET_ADMIN is missing
     * @throws InterfaceNotReadyException worth trying again later
     * @throws IllegalArgumentException never going to work with this configuration; in words for the user
     */
    public static RouterDriver open(
            VirtualRouterConfig config, String interfaceName, Leftovers leftovers, Consumer<Notice> notices) {
        RouterDevice device = RouterDevice.open(config, interfaceName);
        try {
            boolean adopted = leftovers == Leftovers.ADOPT && device.addresses().allPresent();
            if (!adopted) {
                device.addresses().remove();
            }
            return new VrrpRouterDriver(device, adopted, notices);
        } catch (RuntimeException e) {
            device.close();
            throw e;
        }
    }

    @Override
    public void register(Poller poller) {
        poller.add(device.sockets().advertisementsFd(), () -> receivePackets(System.nanoTime()));
        poller.add(device.sockets().framesFd(), () -> receiveClaims(System.nanoTime()));
        poller.add(device.watch().fd(), () -> followInterface(System.nanoTime()));
        this.poller = Optional.of(poller);
    }

    @Override
    public VirtualRouterState state() {
        return state;
    }

    @Override
    public long deadlineNanos() {
        return state.deadlineNanos();
    }

    @Override
    public boolean adopted() {
        return adopted;
    }

    @Override
    public RouterCounters counters() {
        return tally.snapshot();
    }

    @Override
    public void handle(Event event, long nowNanos) {
        switch (event) {
            case Event.Startup _ -> {
                wanted = true;
                if (!trouble.isEmpty()) {
                    tell(new Notice(Notice.Kind.INTERFACE_CHANGED, trouble + ": not taking part until that is over"));
                    return;
                }
            }
            case Event.Shutdown _, Event.Resign _ -> wanted = false;
            case Event.TimerFired _ -> {
                countLateness(nowNanos);
                // A router that was late itself must not take the others for gone: what they sent may be waiting.
                receivePackets(nowNanos);
                receiveClaims(nowNanos);
            }
            case Event.AdvertisementReceived _,
                    Event.PriorityChanged _,
                    Event.AddressesLost _,
                    Event.DuplicateClaim _,
                    Event.TakeOver _,
                    Event.ActionFailed _ -> {}
        }
        step(event, nowNanos, 0);
    }

    private void countLateness(long nowNanos) {
        long deadline = state.deadlineNanos();
        if (nowNanos >= deadline) {
            tally.late(nowNanos - deadline);
        }
    }

    private void receivePackets(long nowNanos) {
        for (int count = 0; count < MOST_PACKETS; count++) {
            Optional<Reception> reception = device.sockets().nextPacket();
            if (reception.isEmpty()) {
                return;
            }
            switch (reception.get()) {
                case Reception.Accepted accepted -> {
                    tally.received(accepted.checksumForm());
                    accepted.notices().forEach(this::tell);
                    step(accepted.event(), nowNanos, 0);
                }
                case Reception.Rejected(Reception.Reason reason) -> rejected(reason);
            }
        }
    }

    private void rejected(Reception.Reason reason) {
        tally.rejected(reason);
        if (reason.isError()) {
            tell(new Notice(
                    Notice.Kind.PACKET_REJECTED,
                    "dropped a packet on " + device.networkInterface().name() + ": " + reason.label()));
        }
    }

    private void receiveClaims(long nowNanos) {
        for (int count = 0; count < MOST_PACKETS; count++) {
            Optional<Event.DuplicateClaim> claim = device.sockets().nextClaim();
            if (claim.isEmpty()) {
                return;
            }
            step(claim.get(), nowNanos, 0);
        }
    }

    private void followInterface(long nowNanos) {
        boolean mayBeGone = device.watch().follow();
        String now = device.watch().trouble();
        boolean changed = !now.equals(trouble);
        trouble = now;
        if (changed && wanted) {
            tell(new Notice(
                    Notice.Kind.INTERFACE_CHANGED,
                    now.isEmpty() ? device.networkInterface().name() + " can be used again" : now));
            step(now.isEmpty() ? new Event.Startup(false) : new Event.Shutdown(), nowNanos, 0);
        }
        if (mayBeGone && holds() && !device.addresses().allPresent()) {
            step(new Event.AddressesLost(), nowNanos, 0);
        }
    }

    private boolean holds() {
        return switch (state) {
            case VirtualRouterState.Initialize _, VirtualRouterState.Backup _ -> false;
            case VirtualRouterState.Active _, VirtualRouterState.Resigning _ -> true;
        };
    }

    private void step(Event event, long nowNanos, int failures) {
        Transition transition = router.step(state, event, nowNanos);
        if (transition.state().getClass() != state.getClass()) {
            tally.stateChanged();
        }
        state = transition.state();
        for (Action action : transition.actions()) {
            if (makesClaim(action) && router.overslept(state, System.nanoTime())) {
                step(new Event.TimerFired(), System.nanoTime(), failures);
                return;
            }
            Optional<String> failure = failureOf(action);
            if (failure.isPresent()) {
                if (failures == MOST_FAILURES) {
                    throw new IllegalStateException("no way out of failures, the last: " + failure.get());
                }
                step(new Event.ActionFailed(action, failure.get()), nowNanos, failures + 1);
                return;
            }
        }
    }

    /** Whether it must not be done by one who slept since it was decided (V46). */
    private static boolean makesClaim(Action action) {
        return switch (action) {
            case Action.SendAdvertisement _,
                    Action.InstallAddresses _,
                    Action.RenewLease _,
                    Action.AnnounceAddresses _ -> true;
            case Action.RemoveAddresses _, Action.ProbeAddresses _, Action.DiscardReceived _, Action.Report _ -> false;
        };
    }

    private Optional<String> failureOf(Action action) {
        try {
            carryOut(action);
            return Optional.empty();
        } catch (KernelException | IllegalStateException e) {
            return Optional.of(e.getMessage());
        }
    }

    private void carryOut(Action action) {
        switch (action) {
            case Action.SendAdvertisement(int priority) ->
                tally.sent(device.sockets().advertise(priority));
            case Action.InstallAddresses _ -> device.addresses().install();
            case Action.RenewLease _ -> {
                device.addresses().install();
                tally.renewed();
            }
            case Action.RemoveAddresses _ -> device.addresses().remove();
            case Action.AnnounceAddresses _ -> {
                // Only what the kernel still has: a loser that goes on announcing black-holes the winner (P12).
                var present = device.addresses().present();
                device.sockets().announce(present);
                tally.announced(present.size());
            }
            case Action.ProbeAddresses _ -> device.sockets().probe();
            case Action.DiscardReceived _ -> device.sockets().discardReceived();
            case Action.Report(Notice notice) -> tell(notice);
        }
    }

    private void tell(Notice notice) {
        tally.noticed(notice.kind());
        notices.accept(notice);
    }

    @Override
    public void close() {
        poller.ifPresent(each -> {
            each.remove(device.sockets().advertisementsFd());
            each.remove(device.sockets().framesFd());
            each.remove(device.watch().fd());
        });
        device.close();
    }
}

package io.fairlead.linux.vrrp;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.vrrp.Action;
import io.fairlead.core.vrrp.Event;
import io.fairlead.core.vrrp.Notice;
import io.fairlead.core.vrrp.Transition;
import io.fairlead.core.vrrp.VirtualRouterState;
import io.fairlead.linux.ffi.KernelException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Steps the machine and carries out what it decided, on the device of the moment. One thread. */
final class RouterSteps {
    /** Failures that the answer to a failure may have, before it is ours and we crash. */
    private static final int MOST_FAILURES = 8;

    private final RouterTally tally;
    private final Consumer<Notice> notices;
    private final AddressListener listener;
    private RouterDevice device;
    private VirtualRouterState state;

    RouterSteps(RouterDevice device, RouterTally tally, Consumer<Notice> notices, AddressListener listener) {
        this.listener = listener;
        this.device = device;
        this.tally = tally;
        this.notices = notices;
        this.state = device.router().initial();
    }

    VirtualRouterState state() {
        return state;
    }

    RouterDevice device() {
        return device;
    }

    /** Goes on with another device; only while the router takes no part. */
    void use(RouterDevice other) {
        device = other;
    }

    /** One event. */
    void step(Event event, long nowNanos) {
        step(event, nowNanos, 0);
    }

    private void step(Event event, long nowNanos, int failures) {
        Transition transition = device.router().step(state, event, nowNanos);
        if (transition.state().getClass() != state.getClass()) {
            tally.stateChanged();
        }
        state = transition.state();
        for (Action action : transition.actions()) {
            if (makesClaim(action) && device.router().overslept(state, nowNanos, System.nanoTime())) {
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
            case Action.RemoveAddresses _ -> {
                device.addresses().remove();
                listener.removed();
            }
            case Action.AnnounceAddresses _ -> {
                // Only what the kernel still has: a loser that goes on announcing black-holes the winner (P12).
                List<IpAddress> present = device.addresses().present();
                device.sockets().announce(present);
                tally.announced(present.size());
            }
            case Action.ProbeAddresses _ -> device.sockets().probe();
            case Action.DiscardReceived _ -> device.sockets().discardReceived();
            case Action.Report(Notice notice) -> tell(notice);
        }
    }

    void tell(Notice notice) {
        tally.noticed(notice.kind());
        notices.accept(notice);
    }
}

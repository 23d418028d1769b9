package io.fairlead.linux.vrrp;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.vrrp.Event;
import io.fairlead.core.vrrp.Notice;
import io.fairlead.core.vrrp.Reception;
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

    private final RouterTally tally = new RouterTally();
    private final RouterSteps steps;
    private final boolean adopted;
    private final AddressListener listener;

    private Optional<Poller> poller = Optional.empty();

    /** Whether the program wants this router to take part; with an unusable interface it does not. */
    private boolean wanted;

    private String trouble;

    private VrrpRouterDriver(RouterDevice device, boolean adopted, Consumer<Notice> notices, AddressListener listener) {
        this.listener = listener;
        this.steps = new RouterSteps(device, tally, notices, listener);
        this.adopted = adopted;
        this.trouble = device.watch().trouble();
    }

    /**
     * Opens sockets on an interface of the calling thread's network namespace and deals with leftovers; nothing is sent
     * yet. Then {@link #register} it and hand it {@code new Event.Startup(driver.adopted())}. The thread that owns it stays
     * in that namespace: an interface that comes back under its name is opened again.
     *
     * @param notices gets what is worth telling, on the loop's thread
     * @throws KernelException EPERM: CAP_NET_RAW or CAP_NET_ADMIN is missing
     * @throws InterfaceNotReadyException worth trying again later
     * @throws IllegalArgumentException never going to work with this configuration; in words for the user
     */
    public static RouterDriver open(
            VirtualRouterConfig config, String interfaceName, Leftovers leftovers, Consumer<Notice> notices) {
        return open(config, interfaceName, leftovers, notices, AddressListener.NOBODY);
    }

    /** As above, and {@code listener} hears of the addresses. */
    public static RouterDriver open(
            VirtualRouterConfig config,
            String interfaceName,
            Leftovers leftovers,
            Consumer<Notice> notices,
            AddressListener listener) {
        RouterDevice device = RouterDevice.open(config, interfaceName);
        try {
            boolean adopted = leftovers == Leftovers.ADOPT && device.addresses().allPresent();
            if (!adopted) {
                device.addresses().remove();
            }
            return new VrrpRouterDriver(device, adopted, notices, listener);
        } catch (RuntimeException e) {
            device.close();
            throw e;
        }
    }

    @Override
    public void register(Poller poller) {
        RouterDevice device = steps.device();
        poller.add(device.sockets().advertisementsFd(), () -> receivePackets(System.nanoTime()));
        poller.add(device.sockets().framesFd(), () -> receiveClaims(System.nanoTime()));
        poller.add(device.watch().fd(), () -> followInterface(System.nanoTime()));
        this.poller = Optional.of(poller);
    }

    @Override
    public VirtualRouterState state() {
        return steps.state();
    }

    @Override
    public IpAddress primaryAddress() {
        return steps.device().router().primaryAddress();
    }

    @Override
    public long deadlineNanos() {
        return state().deadlineNanos();
    }

    @Override
    public boolean adopted() {
        return adopted;
    }

    @Override
    public int unfinished() {
        return steps.device().addresses().unfinished();
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
                    steps.tell(new Notice(
                            Notice.Kind.INTERFACE_CHANGED, trouble + ": not taking part until that is over"));
                    return;
                }
            }
            case Event.Shutdown _, Event.Resign _, Event.HandOver _ -> wanted = false;
            case Event.TimerFired _ -> {
                countLateness(nowNanos);
                if (!holds()) {
                    // A router that was late itself must not take the others for gone: what they sent may be waiting.
                    receivePackets(nowNanos);
                    receiveClaims(nowNanos);
                }
            }
            case Event.AdvertisementReceived _,
                    Event.PriorityChanged _,
                    Event.AddressesLost _,
                    Event.DuplicateClaim _,
                    Event.TakeOver _,
                    Event.Deposed _,
                    Event.Retain _,
                    Event.PreemptionHeld _,
                    Event.ActionFailed _ -> {}
        }
        steps.step(event, nowNanos);
    }

    private void countLateness(long nowNanos) {
        long deadline = deadlineNanos();
        if (nowNanos >= deadline) {
            tally.late(nowNanos - deadline);
        }
    }

    private void receivePackets(long nowNanos) {
        for (int count = 0; count < MOST_PACKETS; count++) {
            Optional<Reception> reception = steps.device().sockets().nextPacket();
            if (reception.isEmpty()) {
                return;
            }
            switch (reception.get()) {
                case Reception.Accepted accepted -> {
                    tally.received(accepted.checksumForm());
                    accepted.notices().forEach(steps::tell);
                    steps.step(accepted.event(), nowNanos);
                }
                case Reception.Rejected(Reception.Reason reason) -> rejected(reason);
            }
        }
    }

    private void rejected(Reception.Reason reason) {
        tally.rejected(reason);
        if (reason.isError()) {
            steps.tell(new Notice(
                    Notice.Kind.PACKET_REJECTED, "dropped a packet on " + interfaceName() + ": " + reason.label()));
        }
    }

    private void receiveClaims(long nowNanos) {
        for (int count = 0; count < MOST_PACKETS; count++) {
            Optional<Event.DuplicateClaim> claim = steps.device().sockets().nextClaim();
            if (claim.isEmpty()) {
                return;
            }
            steps.step(claim.get(), nowNanos);
        }
    }

    private void followInterface(long nowNanos) {
        boolean mayBeGone = steps.device().watch().follow();
        if (mayBeGone) {
            listener.mayBeGone();
        }
        if (mayBeGone && holds() && !steps.device().addresses().allPresent()) {
            steps.step(new Event.AddressesLost(), nowNanos);
        }
        report(steps.device().watch().trouble(), nowNanos);
        if (steps.device().watch().isLost() && !holds()) {
            reopen(nowNanos);
        }
    }

    private void report(String now, long nowNanos) {
        if (now.equals(trouble)) {
            return;
        }
        trouble = now;
        if (wanted) {
            steps.tell(new Notice(
                    Notice.Kind.INTERFACE_CHANGED, now.isEmpty() ? interfaceName() + " can be used again" : now));
            steps.step(now.isEmpty() ? new Event.Startup(false) : new Event.Shutdown(), nowNanos);
        }
    }

    /** The interface or its address may be there anew: under the same name, but not the one of our sockets. */
    private void reopen(long nowNanos) {
        RouterDevice old = steps.device();
        RouterDevice fresh;
        try {
            fresh = RouterDevice.open(old.router().config(), interfaceName());
        } catch (InterfaceNotReadyException e) {
            return;
        } catch (IllegalArgumentException | KernelException e) {
            report(e.getMessage(), nowNanos);
            return;
        }
        poller.ifPresent(each -> unregister(each, old));
        old.close();
        steps.use(fresh);
        poller.ifPresent(this::register);
        report(fresh.watch().trouble(), nowNanos);
    }

    private String interfaceName() {
        return steps.device().networkInterface().name();
    }

    private boolean holds() {
        return switch (state()) {
            case VirtualRouterState.Initialize _, VirtualRouterState.Backup _ -> false;
            case VirtualRouterState.Active _, VirtualRouterState.Resigning _ -> true;
        };
    }

    private static void unregister(Poller poller, RouterDevice device) {
        poller.remove(device.sockets().advertisementsFd());
        poller.remove(device.sockets().framesFd());
        poller.remove(device.watch().fd());
    }

    @Override
    public void close() {
        poller.ifPresent(each -> unregister(each, steps.device()));
        steps.device().close();
    }
}

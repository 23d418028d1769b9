package io.fairlead.agent.member;

import io.fairlead.core.director.DirectorEvent;
import io.fairlead.core.model.Member;
import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.cgroup.Freezer;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.poll.Poller;
import io.fairlead.linux.process.Pidfd;
import io.fairlead.linux.process.ProcessState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One life of a member's container: from the start of its first process to its end. The loop's thread. */
final class WatchedMember implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedMember.class);

    private static final String HAPROXY = "haproxy";

    private final Member member;
    private final Poller poller;
    private final Consumer<DirectorEvent> events;
    private final Runnable over;
    private final Pidfd init;
    private final ProcessState initState;
    private Optional<MemberNetwork> network = Optional.empty();
    private Optional<Freezer> freezer = Optional.empty();
    private Optional<Pidfd> sidecar = Optional.empty();
    private Optional<ProcessState> sidecarState = Optional.empty();
    private final OtherProcesses others;
    private String trouble = "";
    private boolean dead;
    private boolean frozen;
    private boolean overdue;
    private boolean closed;

    private WatchedMember(Member member, Poller poller, Consumer<DirectorEvent> events, Runnable over, Pidfd init) {
        this.member = member;
        this.poller = poller;
        this.events = events;
        this.over = over;
        this.init = init;
        this.initState = ProcessState.of(init.pid());
        this.others = new OtherProcesses(poller, this::lookForDeath);
    }

    /**
     * Opens all that can be opened; what cannot is told by {@link #trouble}.
     *
     * @param over run when the last of it has ended, some time after its death was told by {@code events}
     * @throws KernelException ESRCH: its first process is gone already
     */
    static WatchedMember open(Member member, Poller poller, Consumer<DirectorEvent> events, Runnable over) {
        WatchedMember watched = new WatchedMember(member, poller, events, over, Pidfd.open(member.pid()));
        try {
            watched.network = Optional.of(MemberNetwork.ofProcess(member.pid()));
        } catch (KernelException | IllegalStateException e) {
            watched.trouble = "no way into its network namespace: " + e.getMessage();
        }
        try {
            watched.freezer = Optional.of(Freezer.ofProcess(member.pid()));
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            watched.trouble += (watched.trouble.isEmpty() ? "" : "; ") + e.getMessage();
        }
        poller.add(watched.init.fd(), watched::initEnded);
        watched.freezer.filter(Freezer::tells).ifPresent(each -> poller.addUrgent(each.fd(), watched::lookAtFreezer));
        return watched;
    }

    /** What is missing to see or to fence it, in words; empty: nothing. */
    String trouble() {
        return trouble;
    }

    String id() {
        return member.containerId();
    }

    String name() {
        return member.name();
    }

    long pid() {
        return init.pid();
    }

    boolean isDead() {
        return dead;
    }

    /** Whether some process may still have connections open: the dead have closed theirs, and the dying not yet. */
    boolean mayHaveConnections() {
        return !dead || !others.isEmpty();
    }

    Optional<MemberNetwork> network() {
        return network;
    }

    /** Its interface in the address's subnet; empty if there is none now. */
    Optional<MemberNetwork.Port> portOf(IpAddress vip) {
        try {
            return network.flatMap(each -> each.portOf(vip));
        } catch (KernelException e) {
            LOG.debug("port of {}: {}", member.name(), e.getMessage());
            return Optional.empty();
        }
    }

    /** Whether {@link #lookAtFreezer} must be called now and then to see a change. */
    boolean mustBeLookedAt() {
        return !dead && (freezer.filter(each -> !each.tells()).isPresent() || overdue);
    }

    void overdue(boolean missing) {
        overdue = missing;
    }

    boolean isOverdue() {
        return overdue;
    }

    private void initEnded() {
        poller.remove(init.fd());
        LOG.debug("{}: process {} has ended", member.name(), init.pid());
        if (dead) {
            over.run();
        } else {
            // It is the last one to end.
            others.close();
            died();
        }
    }

    private void died() {
        dead = true;
        events.accept(new DirectorEvent.ContainerDied(id()));
        others.close();
    }

    /**
     * Watches all of its processes. The end of a killed container begins with its first process and ends there, when the
     * others are gone; a JVM takes milliseconds to leave its memory, and HAProxy next to none.
     */
    void watchProcesses() {
        if (dead || closed || freezer.isEmpty()) {
            return;
        }
        others.watch(freezer.get().processes().stream()
                .filter(pid -> pid != init.pid() && !isSidecar(pid))
                .toList());
    }

    private boolean isSidecar(long pid) {
        return sidecar.filter(each -> each.pid() == pid).isPresent();
    }

    /**
     * Whether it is about to be of no use: HAProxy was killed, or the first process, after which the kernel kills all of the
     * container.
     */
    boolean isFailing() {
        return !dead && !closed && (initState.isEnding() || others.isEnding(HAPROXY));
    }

    /** Something that comes with the end of a process: of a dying one that is seen before its end. */
    void lookForEnds() {
        lookForDeath();
        if (!dead) {
            sidecar.filter(_ -> isSidecarEnding()).ifPresent(this::sidecarEnded);
        }
    }

    /** Tells the death of the container as soon as nothing in it can act for itself any more. */
    private void lookForDeath() {
        if (!dead && !closed && initState.isEnding() && isSidecarEnding()) {
            died();
        }
    }

    /** True also if there is none. */
    private boolean isSidecarEnding() {
        return sidecarState.filter(each -> !each.isEnding()).isEmpty();
    }

    void lookAtFreezer() {
        if (dead || closed) {
            return;
        }
        boolean now = freezer.filter(Freezer::isFrozen).isPresent() || isStopped();
        if (now != frozen) {
            frozen = now;
            events.accept(now ? new DirectorEvent.Frozen(id()) : new DirectorEvent.Thawed(id()));
        }
    }

    /** Looked at only if it has missed heartbeats, and then until it goes on. */
    private boolean isStopped() {
        return (overdue || frozen)
                && sidecarState.filter(ProcessState::isStopped).isPresent();
    }

    void sidecarConnected(Pidfd process) {
        forgetSidecar();
        sidecar = Optional.of(process);
        sidecarState = Optional.of(ProcessState.of(process.pid()));
        poller.add(process.fd(), () -> sidecarEnded(process));
    }

    private void sidecarEnded(Pidfd process) {
        if (sidecar.filter(each -> each == process).isPresent()) {
            forgetSidecar();
            events.accept(new DirectorEvent.SidecarDied(id()));
        }
    }

    private void forgetSidecar() {
        sidecar.ifPresent(each -> {
            poller.remove(each.fd());
            each.close();
        });
        sidecar = Optional.empty();
        sidecarState.ifPresent(ProcessState::close);
        sidecarState = Optional.empty();
    }

    /** The namespace need not live for us any longer. */
    void letGoOfNetwork() {
        network.ifPresent(MemberNetwork::close);
        network = Optional.empty();
    }

    @Override
    public void close() {
        closed = true;
        poller.remove(init.fd());
        init.close();
        initState.close();
        forgetSidecar();
        others.close();
        freezer.filter(Freezer::tells).ifPresent(each -> poller.remove(each.fd()));
        freezer.ifPresent(Freezer::close);
        letGoOfNetwork();
    }
}

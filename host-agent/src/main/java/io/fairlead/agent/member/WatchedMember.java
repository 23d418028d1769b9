package io.fairlead.agent.member;

import io.fairlead.core.director.DirectorEvent;
import io.fairlead.core.model.Member;
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

    private final Member member;
    private final Poller poller;
    private final Consumer<DirectorEvent> events;
    private final Pidfd init;
    private Optional<MemberNetwork> network = Optional.empty();
    private Optional<Freezer> freezer = Optional.empty();
    private Optional<Pidfd> sidecar = Optional.empty();
    private String trouble = "";
    private boolean dead;
    private boolean frozen;
    private boolean overdue;
    private boolean closed;

    private WatchedMember(Member member, Poller poller, Consumer<DirectorEvent> events, Pidfd init) {
        this.member = member;
        this.poller = poller;
        this.events = events;
        this.init = init;
    }

    /**
     * Opens all that can be opened; what cannot is told by {@link #trouble}.
     *
     * @throws KernelException ESRCH: its first process is gone already
     */
    static WatchedMember open(Member member, Poller poller, Consumer<DirectorEvent> events) {
        WatchedMember watched = new WatchedMember(member, poller, events, Pidfd.open(member.pid()));
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

    Optional<MemberNetwork> network() {
        return network;
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
        dead = true;
        LOG.debug("{}: process {} has ended", member.name(), init.pid());
        events.accept(new DirectorEvent.ContainerDied(id()));
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
                && sidecar.filter(each -> ProcessState.isStopped(each.pid())).isPresent();
    }

    void sidecarConnected(Pidfd process) {
        forgetSidecar();
        sidecar = Optional.of(process);
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
        forgetSidecar();
        freezer.filter(Freezer::tells).ifPresent(each -> poller.remove(each.fd()));
        freezer.ifPresent(Freezer::close);
        letGoOfNetwork();
    }
}

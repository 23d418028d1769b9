package io.fairlead.agent.channel;

import io.fairlead.agent.UserError;
import io.fairlead.agent.Version;
import io.fairlead.core.channel.AgentMessage;
import io.fairlead.core.channel.Frame;
import io.fairlead.core.channel.Received;
import io.fairlead.core.channel.Refusal;
import io.fairlead.core.channel.SidecarMessage;
import io.fairlead.core.model.Member;
import io.fairlead.core.model.Model;
import io.fairlead.linux.cgroup.ContainerId;
import io.fairlead.linux.poll.Poller;
import io.fairlead.linux.process.Pidfd;
import io.fairlead.linux.unix.UnixConnection;
import io.fairlead.linux.unix.UnixListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/**
 * Listens for sidecars on a unix socket, on the agent's loop.
 *
 * <pre>
 *  connect ─► who is it? ── no member's process ──────────► refused, counted
 *                │ pid, pidfd, control group, model
 *                ▼
 *             Hello in time? ── no, malformed, taken ─────► refused, counted
 *                │
 *                ▼
 *             reports ─► listener          send ─► the kernel's buffer ── full ─► disconnected
 * </pre>
 *
 * <p>A container speaks for itself only. Any of its processes may be the one: who can start a process in a container, by
 * {@code docker exec} for instance, can say what that container's sidecar could say, while no living sidecar is connected,
 * and nothing about others.
 */
public final class ChannelServer implements MemberChannel, AutoCloseable {
    /** A report at least so often; three of them make a silence that is worth a look. */
    public static final int HEARTBEAT_MILLIS = 250;

    private static final int BACKLOG = 128;

    /** A sidecar has one, and for a moment a second one when it connects anew. */
    private static final int MOST_FOR_A_CONTAINER = 4;

    private final Poller poller;
    private final ChannelListener listener;
    private final LongFunction<Optional<String>> containers;
    private final Doorway doorway;
    private final ChannelTally tally = new ChannelTally();
    private final Set<SidecarConnection> connections = new LinkedHashSet<>();
    private final Map<String, SidecarConnection> speakers = new HashMap<>();
    private Set<String> members = Set.of();

    private ChannelServer(
            UnixListener socket, Poller poller, ChannelListener listener, LongFunction<Optional<String>> containers) {
        this.poller = poller;
        this.listener = listener;
        this.containers = containers;
        this.doorway = new Doorway(
                socket,
                poller,
                this::admit,
                () -> tally.refused(Refused.NO_DESCRIPTORS.label(), "a connection", System.nanoTime()));
    }

    /**
     * Binds {@code socket}, replacing a stale one, and registers with {@code poller}. Everybody who sees the file may connect:
     * it is the kernel who says whether he may speak.
     *
     * @throws UserError if the socket cannot be made, or another agent listens there
     */
    public static ChannelServer open(Path socket, Poller poller, ChannelListener listener) {
        return open(socket, poller, listener, ContainerId::ofProcess);
    }

    /** As above with other eyes: {@code containers} gives a process's container. */
    static ChannelServer open(
            Path socket, Poller poller, ChannelListener listener, LongFunction<Optional<String>> containers) {
        try {
            Files.createDirectories(socket.getParent());
            UnixListener bound = UnixListener.open(socket, BACKLOG, PosixFilePermissions.fromString("rw-rw-rw-"));
            return new ChannelServer(bound, poller, listener, containers);
        } catch (IOException e) {
            throw new UserError(
                    "channel.socket = " + socket,
                    "cannot be made: " + e.getMessage(),
                    "end the other agent, or make the folder writable");
        }
    }

    /** Whose members may speak from now on; those that are none any more are disconnected. */
    public void follow(Model model) {
        members = model.services().stream()
                .flatMap(service -> service.members().stream())
                .map(Member::containerId)
                .collect(Collectors.toUnmodifiableSet());
        for (SidecarConnection connection : List.copyOf(connections)) {
            if (!members.contains(connection.member())) {
                refuse(connection, Refused.NOT_A_MEMBER.label());
            }
        }
    }

    private void admit(UnixConnection connection) {
        long nowNanos = System.nanoTime();
        switch (Identity.of(connection, containers)) {
            case Identity.Unproved(Refused reason) -> {
                tally.refused(reason.label(), "process " + connection.peer().pid(), nowNanos);
                connection.close();
            }
            case Identity.Proved(String container, Pidfd process) -> {
                SidecarConnection sidecar = new SidecarConnection(container, process, connection, nowNanos);
                Optional<Refused> refused = whyNot(container);
                if (refused.isPresent()) {
                    tally.refused(refused.get().label(), sidecar.toString(), nowNanos);
                    sidecar.close();
                } else {
                    connections.add(sidecar);
                    poller.add(sidecar.fd(), () -> receive(sidecar));
                }
            }
        }
    }

    private Optional<Refused> whyNot(String container) {
        if (!members.contains(container)) {
            return Optional.of(Refused.NOT_A_MEMBER);
        }
        long others = connections.stream()
                .filter(each -> each.member().equals(container))
                .count();
        return others >= MOST_FOR_A_CONTAINER ? Optional.of(Refused.TOO_MANY) : Optional.empty();
    }

    private void receive(SidecarConnection sidecar) {
        Optional<List<Received<SidecarMessage>>> frames = sidecar.read();
        if (frames.isEmpty()) {
            drop(sidecar);
            return;
        }
        if (sidecar.floods(frames.get().size(), System.nanoTime())) {
            refuse(sidecar, Refusal.FLOOD.label());
            return;
        }
        Optional<SidecarMessage.Report> latest = Optional.empty();
        for (Received<SidecarMessage> frame : frames.get()) {
            switch (frame) {
                case Received.Accepted<SidecarMessage>(SidecarMessage.Hello hello)
                when !sidecar.isGreeted() -> {
                    if (!greet(sidecar, hello)) {
                        return;
                    }
                }
                case Received.Accepted<SidecarMessage>(SidecarMessage.Report report)
                when sidecar.isGreeted() -> latest = Optional.of(report);
                case Received.Accepted<SidecarMessage> _ -> {
                    refuse(sidecar, Refusal.NO_HELLO.label());
                    return;
                }
                case Received.Unknown<SidecarMessage> _ -> {}
                case Received.Rejected<SidecarMessage>(Refusal reason) -> {
                    refuse(sidecar, reason.label());
                    return;
                }
            }
        }
        latest.ifPresent(report -> {
            tally.reported();
            listener.reported(sidecar.member(), report);
        });
    }

    /** The newest process speaks, unless an older one lives: then somebody else wants to speak in its name. */
    private boolean greet(SidecarConnection sidecar, SidecarMessage.Hello hello) {
        SidecarConnection former = speakers.get(sidecar.member());
        if (former != null) {
            boolean itself = former.process().pid() == sidecar.process().pid();
            if (!itself && !former.process().isDead()) {
                refuse(sidecar, Refused.TAKEN.label());
                return false;
            }
            drop(former);
        }
        int protocol = Math.min(hello.protocol(), Frame.PROTOCOL);
        Optional<Pidfd> hold = sidecar.anotherHold();
        if (hold.isEmpty()) {
            refuse(sidecar, Refused.GONE.label());
            return false;
        }
        if (!sidecar.send(new AgentMessage.Welcome(protocol, HEARTBEAT_MILLIS, Version.text()))) {
            hold.get().close();
            refuse(sidecar, Refused.NOT_READING.label());
            return false;
        }
        sidecar.greet();
        speakers.put(sidecar.member(), sidecar);
        tally.accepted();
        listener.connected(sidecar.member(), hold.get());
        return true;
    }

    private void refuse(SidecarConnection sidecar, String reason) {
        tally.refused(reason, sidecar.toString(), System.nanoTime());
        drop(sidecar);
    }

    private void drop(SidecarConnection sidecar) {
        if (connections.remove(sidecar)) {
            poller.remove(sidecar.fd());
            sidecar.close();
        }
        if (speakers.remove(sidecar.member(), sidecar)) {
            listener.disconnected(sidecar.member());
        }
    }

    @Override
    public boolean send(String member, AgentMessage message) {
        SidecarConnection sidecar = speakers.get(member);
        if (sidecar == null) {
            return false;
        }
        boolean sent = sidecar.send(message);
        if (!sent) {
            refuse(sidecar, Refused.NOT_READING.label());
        }
        return sent;
    }

    @Override
    public boolean isConnected(String member) {
        return speakers.containsKey(member);
    }

    public ChannelCounters counters() {
        return tally.snapshot(speakers.size());
    }

    /** When {@link #fire} is due next, on System.nanoTime, or Long.MAX_VALUE. */
    public long deadlineNanos() {
        long deadline = doorway.deadlineNanos();
        for (SidecarConnection connection : connections) {
            deadline = Math.min(deadline, connection.deadlineNanos());
        }
        return deadline;
    }

    /** What is due by now. */
    public void fire(long nowNanos) {
        doorway.fire(nowNanos);
        for (SidecarConnection connection : new ArrayList<>(connections)) {
            if (connection.deadlineNanos() <= nowNanos) {
                refuse(connection, Refused.SILENT.label());
            }
        }
    }

    /** Disconnects everybody, without telling the listener. */
    @Override
    public void close() {
        speakers.clear();
        List.copyOf(connections).forEach(this::drop);
        doorway.close();
    }
}

package io.fairlead.sidecar;

import io.fairlead.core.channel.AgentMessage;
import io.fairlead.core.channel.Frame;
import io.fairlead.core.channel.FrameReader;
import io.fairlead.core.channel.Received;
import io.fairlead.core.channel.SidecarFrames;
import io.fairlead.core.channel.SidecarMessage;
import io.fairlead.linux.ffi.Errno;
import io.fairlead.linux.ffi.FolderWatch;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.poll.Poller;
import io.fairlead.linux.unix.UnixConnection;
import io.fairlead.sidecar.config.ProcessSettings.LogLevel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;

/**
 * The sidecar's end of the channel to the agent of its host. Losing it loses speed, never safety: without it the routers do as
 * VRRP says.
 *
 * <pre>
 *          ┌──── the folder's watch, or time ────┐
 *          ▼                                     │
 *      connect ──► Hello, Report ──► Welcome ──► orders, Reports ──► end
 *          ▲                 │ end: not a member (yet)                │
 *          └── a little later┘◄─────────── at once ───────────────────┘
 * </pre>
 *
 * The loop's thread.
 */
final class AgentLink implements AutoCloseable {
    /** While a watch tells of a new socket this is only in case it did not. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** The agent is there and its backlog is full. */
    private static final Duration RETRY_SOON = Duration.ofMillis(50);

    /** After it closed without a welcome: it may not have heard of this container yet. Doubled each time. */
    private static final Duration FIRST_REFUSED = Duration.ofMillis(50);

    private final Optional<Path> socket;
    private final Poller poller;
    private final Log log;
    private ObjLongConsumer<AgentMessage> orders = (_, _) -> {};
    private Supplier<SidecarMessage.Report> reports = () -> null;
    private Optional<FolderWatch> watch = Optional.empty();
    private Optional<UnixConnection> connection = Optional.empty();
    private FrameReader<AgentMessage> reader = FrameReader.ofAgent();
    private SidecarMessage.Report lastReport;
    private long reportedNanos;
    private long heartbeatNanos = Duration.ofMillis(250).toNanos();
    private long refusedNanos = FIRST_REFUSED.toNanos();
    private long tryNanos = Long.MAX_VALUE;
    private boolean welcomed;
    private long connections;

    /** Without a socket there is no agent, ever. */
    AgentLink(Optional<Path> socket, Poller poller, Log log) {
        this.socket = socket;
        this.poller = poller;
        this.log = log;
    }

    /** Connects from now on, and hands what the agent wants to {@code carryOut}; {@code report} tells how things are. */
    void start(ObjLongConsumer<AgentMessage> carryOut, Supplier<SidecarMessage.Report> report, long nowNanos) {
        orders = carryOut;
        reports = report;
        tryNanos = socket.isPresent() ? nowNanos : Long.MAX_VALUE;
    }

    /** Whether there is somebody to report to. */
    boolean isOpen() {
        return connection.isPresent();
    }

    /** Whether the agent has welcomed us on a connection that still stands. */
    boolean isConnected() {
        return welcomed;
    }

    long connections() {
        return connections;
    }

    /** Carries out all that the agent has said by now. */
    void drain(long nowNanos) {
        // Whoever carries out an order may ask for the next: the connection is looked at anew each time.
        while (connection.isPresent()) {
            switch (connection.get().read()) {
                case UnixConnection.Reading.Nothing _ -> {
                    return;
                }
                case UnixConnection.Reading.End _ -> lose("the agent has closed the channel", nowNanos);
                case UnixConnection.Reading.Some some -> {
                    for (Received<AgentMessage> frame : reader.read(some.octets())) {
                        answer(frame, nowNanos);
                    }
                }
            }
        }
    }

    private void answer(Received<AgentMessage> frame, long nowNanos) {
        switch (frame) {
            case Received.Accepted<AgentMessage>(AgentMessage.Welcome welcome) -> welcome(welcome);
            case Received.Accepted<AgentMessage>(AgentMessage.Ping _) -> lastReport = null;
            case Received.Accepted<AgentMessage>(AgentMessage order) -> orders.accept(order, nowNanos);
            case Received.Unknown<AgentMessage> _ -> {}
            case Received.Rejected<AgentMessage> rejected ->
                lose(
                        "the agent says what nobody understands: "
                                + rejected.reason().label(),
                        nowNanos);
        }
    }

    private void welcome(AgentMessage.Welcome welcome) {
        welcomed = true;
        connections++;
        refusedNanos = FIRST_REFUSED.toNanos();
        heartbeatNanos = Duration.ofMillis(welcome.heartbeatMillis()).toNanos();
        log.info("connected to the agent, version " + welcome.version());
    }

    /** Says how things are, if that has changed or the agent has not heard for a while. */
    void report(long nowNanos) {
        if (connection.isEmpty()) {
            return;
        }
        SidecarMessage.Report report = reports.get();
        // A little before its time, on a turn that takes place anyway, so that the heartbeat seldom costs one of its
        // own.
        boolean due = nowNanos - reportedNanos >= heartbeatNanos * 3 / 4;
        if (due || !report.equals(lastReport)) {
            send(report, nowNanos);
            lastReport = report;
            reportedNanos = nowNanos;
        }
    }

    /**
     * The same, from inside what the routers are doing just now: no order is heard meanwhile, and what goes wrong is seen by
     * the next {@link #report}.
     */
    void reportInBetween(long nowNanos) {
        if (welcomed) {
            SidecarMessage.Report report = reports.get();
            if (connection.orElseThrow().write(SidecarFrames.encode(report))) {
                lastReport = report;
                reportedNanos = nowNanos;
            }
        }
    }

    private void send(SidecarMessage message, long nowNanos) {
        if (connection.isPresent() && !connection.get().write(SidecarFrames.encode(message))) {
            // What it has said before it ended still counts.
            drain(nowNanos);
            lose("the agent does not listen", nowNanos);
        }
    }

    long deadlineNanos() {
        return connection.isPresent() ? reportedNanos + heartbeatNanos : tryNanos;
    }

    /** Connects if it is time to. */
    void timerFired(long nowNanos) {
        if (connection.isPresent() || tryNanos > nowNanos) {
            return;
        }
        lookForFolder();
        try {
            UnixConnection fresh = UnixConnection.connect(socket.orElseThrow());
            connection = Optional.of(fresh);
            reader = FrameReader.ofAgent();
            lastReport = null;
            poller.add(fresh.fd(), () -> drain(System.nanoTime()));
            send(new SidecarMessage.Hello(Frame.PROTOCOL, Version.TEXT), nowNanos);
        } catch (KernelException e) {
            tryNanos = nowNanos + (e.is(Errno.EAGAIN) ? RETRY_SOON : RETRY).toNanos();
            if (!e.is(Errno.ENOENT) && !e.is(Errno.ECONNREFUSED) && !e.is(Errno.EAGAIN)) {
                log.limited("agent", 1, LogLevel.WARN, "the agent cannot be reached: " + e.getMessage(), nowNanos);
            }
        }
    }

    /** Before the first try, so that no socket appears unseen between the two. */
    private void lookForFolder() {
        if (watch.isPresent()) {
            return;
        }
        try {
            FolderWatch fresh = new FolderWatch(socket.orElseThrow().getParent().toString());
            poller.add(fresh.fd(), () -> {
                fresh.drain();
                tryNanos = System.nanoTime();
            });
            watch = Optional.of(fresh);
        } catch (KernelException e) {
            // No folder, no agent: asked again with each try.
            log.debug("no folder of an agent: " + e.getMessage());
        }
    }

    private void lose(String why, long nowNanos) {
        if (connection.isEmpty()) {
            return;
        }
        poller.remove(connection.get().fd());
        connection.get().close();
        connection = Optional.empty();
        tryNanos = nowNanos;
        if (welcomed) {
            log.warn(why + ": going on by VRRP alone");
        } else {
            tryNanos += refusedNanos;
            refusedNanos = Math.min(2 * refusedNanos, RETRY.toNanos());
            log.limited(
                    "agent", 1, LogLevel.INFO, "the agent does not know this container as a member (yet)", nowNanos);
        }
        welcomed = false;
    }

    @Override
    public void close() {
        connection.ifPresent(each -> {
            poller.remove(each.fd());
            each.close();
        });
        watch.ifPresent(each -> {
            poller.remove(each.fd());
            each.close();
        });
        connection = Optional.empty();
        watch = Optional.empty();
        tryNanos = Long.MAX_VALUE;
    }
}

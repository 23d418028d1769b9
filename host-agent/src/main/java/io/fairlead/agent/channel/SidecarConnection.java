package io.fairlead.agent.channel;

import io.fairlead.core.channel.AgentFrames;
import io.fairlead.core.channel.AgentMessage;
import io.fairlead.core.channel.FrameReader;
import io.fairlead.core.channel.Received;
import io.fairlead.core.channel.SidecarMessage;
import io.fairlead.linux.process.Pidfd;
import io.fairlead.linux.unix.UnixConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One connection of a process that is proved to be in a member's container. One thread. */
final class SidecarConnection implements AutoCloseable {
    /** A sidecar says Hello with its first breath. */
    private static final long HANDSHAKE_NANOS = Duration.ofSeconds(1).toNanos();

    private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

    /** A change of state makes one report, and there are not so many in a second, however things go. */
    private static final int MOST_MESSAGES_A_SECOND = 500;

    private final String member;
    private final Pidfd process;
    private final UnixConnection connection;
    private final FrameReader<SidecarMessage> reader = FrameReader.ofSidecar();
    private final long helloByNanos;
    private boolean greeted;
    private long secondNanos;
    private int messages;

    SidecarConnection(String member, Pidfd process, UnixConnection connection, long nowNanos) {
        this.member = member;
        this.process = process;
        this.connection = connection;
        this.helloByNanos = nowNanos + HANDSHAKE_NANOS;
        this.secondNanos = nowNanos;
    }

    String member() {
        return member;
    }

    Pidfd process() {
        return process;
    }

    /** The process once more, for somebody who closes it himself. */
    Optional<Pidfd> anotherHold() {
        return connection.peerProcess();
    }

    int fd() {
        return connection.fd();
    }

    boolean isGreeted() {
        return greeted;
    }

    void greet() {
        greeted = true;
    }

    /** When it must have said Hello, or Long.MAX_VALUE. */
    long deadlineNanos() {
        return greeted ? Long.MAX_VALUE : helloByNanos;
    }

    /** False if it does not read any more, or is gone. */
    boolean send(AgentMessage message) {
        return connection.write(AgentFrames.encode(message));
    }

    /** The messages that are here now; empty at the connection's end. */
    Optional<List<Received<SidecarMessage>>> read() {
        return switch (connection.read()) {
            case UnixConnection.Reading.Nothing _ -> Optional.of(List.of());
            case UnixConnection.Reading.End _ -> Optional.empty();
            case UnixConnection.Reading.Some some -> Optional.of(reader.read(some.octets()));
        };
    }

    /** Whether {@code count} more messages are more than it may send. */
    boolean floods(int count, long nowNanos) {
        if (nowNanos - secondNanos >= SECOND_NANOS) {
            secondNanos = nowNanos;
            messages = 0;
        }
        messages += count;
        return messages > MOST_MESSAGES_A_SECOND;
    }

    @Override
    public void close() {
        connection.close();
        process.close();
    }

    @Override
    public String toString() {
        return "process " + process.pid() + " of " + member.substring(0, Math.min(12, member.length()));
    }
}

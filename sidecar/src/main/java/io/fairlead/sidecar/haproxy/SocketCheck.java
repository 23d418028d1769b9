package io.fairlead.sidecar.haproxy;

import io.fairlead.core.health.CheckResult;
import io.fairlead.linux.ffi.Fd;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.ffi.NativeBuffer;
import io.fairlead.linux.ffi.StreamSockets;
import io.fairlead.linux.poll.Poller;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Whether HAProxy answers on its runtime socket: the check that a stopped or hung process fails (P04). A connection for each
 * question: one that stays open would hold an old worker back after a reload.
 */
final class SocketCheck implements Question {
    /** "show info" has 3 KB; whatever sends more than this is not HAProxy. */
    private static final int LONGEST_ANSWER = 16 * 1024;

    private static final byte[] COMMAND = "show info\n".getBytes(StandardCharsets.US_ASCII);

    private final String path;
    private final StreamSockets sockets;
    private final Poller poller;
    private final Runnable answered;
    private final NativeBuffer command = NativeBuffer.of(COMMAND);
    private final NativeBuffer part = NativeBuffer.allocate(4096);
    private final byte[] answer = new byte[LONGEST_ANSWER];
    private int length;
    private Optional<Fd> open = Optional.empty();
    private Optional<CheckResult> result = Optional.empty();
    private long askedNanos;
    private long limitNanos;

    /**
     * Nothing is asked yet.
     *
     * @param answered called by the poller when there is a result
     */
    SocketCheck(Path path, StreamSockets sockets, Poller poller, Runnable answered) {
        this.path = path.toString();
        this.sockets = sockets;
        this.poller = poller;
        this.answered = answered;
    }

    @Override
    public void ask(long nowNanos, long limit) {
        drop();
        askedNanos = nowNanos;
        limitNanos = limit;
        length = 0;
        result = Optional.empty();
        Fd fd;
        try {
            fd = sockets.connect(path);
        } catch (KernelException e) {
            end(new CheckResult.Failed(
                    "no connection to " + path + ": " + e.errno().text()));
            return;
        }
        open = Optional.of(fd);
        try {
            fd.write(command, COMMAND.length);
        } catch (KernelException e) {
            end(new CheckResult.Failed(path + " takes no question: " + e.errno().text()));
            return;
        }
        poller.add(fd.number(), () -> {
            read();
            if (result.isPresent()) {
                answered.run();
            }
        });
    }

    private void read() {
        while (open.isPresent()) {
            OptionalInt count;
            try {
                count = open.get().read(part);
            } catch (KernelException e) {
                end(new CheckResult.Failed(
                        "no answer on " + path + ": " + e.errno().text()));
                return;
            }
            if (count.isEmpty()) {
                return;
            }
            if (count.getAsInt() == 0) {
                end(verdict(new String(answer, 0, length, StandardCharsets.UTF_8)));
            } else if (length + count.getAsInt() > LONGEST_ANSWER) {
                end(new CheckResult.Failed("an answer without end on " + path));
            } else {
                part.bytes().get(0, answer, length, count.getAsInt());
                length += count.getAsInt();
            }
        }
    }

    private static CheckResult verdict(String text) {
        Optional<RuntimeInfo> info = RuntimeInfo.parse(text);
        if (info.isEmpty()) {
            return new CheckResult.Failed("the answer to show info is not HAProxy's");
        }
        return info.get().stopping() ? new CheckResult.Failed("HAProxy is stopping") : new CheckResult.Passed();
    }

    @Override
    public Optional<CheckResult> result() {
        return result;
    }

    @Override
    public long deadlineNanos() {
        return limitNanos;
    }

    /** Not complete by the limit is how a stopped HAProxy shows: its kernel still takes connections. */
    @Override
    public void look(long nowNanos) {
        read();
        if (result.isEmpty() && nowNanos >= limitNanos) {
            end(new CheckResult.Failed("no answer on " + path + " within "
                    + Duration.ofNanos(limitNanos - askedNanos).toMillis() + " ms"));
        }
    }

    private void end(CheckResult with) {
        drop();
        result = Optional.of(with);
    }

    @Override
    public void drop() {
        open.ifPresent(fd -> {
            poller.remove(fd.number());
            fd.close();
        });
        open = Optional.empty();
    }
}

package io.fairlead.lab.bench.channel;

import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.unix.UnixConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that bothers an agent: connects, says nonsense, and leaves or stays. It begins when its standard input says so,
 * since its starter moves it into control groups first.
 */
public final class Intruder {
    /** Connections that it leaves open behind it. */
    private static final int MOST_OPEN = 100;

    private static final long TIRED_NANOS = Duration.ofMillis(5).toNanos();

    private Intruder() {}

    /** Socket, seconds, connections a second, seed. Prints how many it made. */
    public static void main(String[] arguments) throws IOException {
        System.in.read();
        Path socket = Path.of(arguments[0]);
        long end = System.nanoTime()
                + Duration.ofSeconds(Long.parseLong(arguments[1])).toNanos();
        long pause = 1_000_000_000L / Long.parseLong(arguments[2]);
        Nonsense nonsense = new Nonsense(Long.parseLong(arguments[3]));
        Deque<UnixConnection> open = new ArrayDeque<>();
        long made = 0;
        long next = System.nanoTime();
        while (System.nanoTime() < end) {
            try {
                UnixConnection connection = UnixConnection.connect(socket);
                open.add(connection);
                made++;
                connection.write(nonsense.next());
            } catch (KernelException e) {
                // The agent's backlog is full, as it should be.
                LockSupport.parkNanos(TIRED_NANOS);
            }
            if (open.size() > MOST_OPEN) {
                open.remove().close();
            }
            next += pause;
            LockSupport.parkNanos(Math.max(0, next - System.nanoTime()));
        }
        System.out.println(made);
    }
}

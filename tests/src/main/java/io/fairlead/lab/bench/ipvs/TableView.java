package io.fairlead.lab.bench.ipvs;

import io.fairlead.core.ipvs.Destination;
import io.fairlead.core.ipvs.ServiceKey;
import io.fairlead.lab.run.Command;
import io.fairlead.linux.ipvs.IpvsOpening;
import io.fairlead.linux.ipvs.IpvsSocket;
import java.time.Duration;

/** Looks at the kernel's table while others write it. */
final class TableView implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long PAUSE_NANOS = Duration.ofMillis(2).toNanos();

    private final IpvsSocket socket;

    TableView() {
        this.socket = switch (IpvsOpening.open()) {
            case IpvsOpening.Available available -> available.socket();
            case IpvsOpening.Absent absent -> throw new IllegalStateException(absent.reason());
        };
    }

    /** Waits until the first target of a service has this weight. */
    void awaitWeight(ServiceKey key, int weight) {
        await(
                () -> socket.entry(key).stream()
                        .flatMap(entry -> entry.destinations().values().stream())
                        .map(Destination::weight)
                        .findFirst()
                        .filter(seen -> seen == weight)
                        .isPresent(),
                key + " with weight " + weight);
    }

    /** Waits until the table is whole: every service there, and the last one with both targets. */
    void awaitWhole(ManyServices services) {
        ServiceKey last = services.last();
        await(
                () -> socket.entry(last)
                                .filter(entry -> entry.destinations().size() == 2)
                                .isPresent()
                        && socket.services().size() == services.count(),
                services.count() + " services");
    }

    private static void await(java.util.function.BooleanSupplier condition, String what) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not there after " + PATIENCE + ": " + what);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** The whole table in words. */
    static String words() {
        return Command.of("ipvsadm", "-Sn").text();
    }

    static void clear() {
        Command.of("ipvsadm", "-C").check();
    }

    @Override
    public void close() {
        socket.close();
    }
}

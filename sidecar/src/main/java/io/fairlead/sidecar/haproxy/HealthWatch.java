package io.fairlead.sidecar.haproxy;

import io.fairlead.core.health.CheckResult;
import io.fairlead.core.net.IpAddress;
import io.fairlead.sidecar.config.HealthSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Asks HAProxy how it is, again and again, on a thread of its own: what is asked may be silent for as long as the timeout.
 */
public final class HealthWatch {
    /** A new HAProxy is asked so often until it answers: each millisecond here is one without the address. */
    private static final Duration AT_START = Duration.ofMillis(5);

    /** HAProxy resolves names and loads certificates before it answers; until then silence says nothing. */
    private static final Duration START_LIMIT = Duration.ofSeconds(5);

    private static final Path TABLES = Path.of("/proc/thread-self/net");

    private final HealthSettings settings;
    private final Optional<SocketCheck> socket;
    private final ListenerCheck listener;
    private final Consumer<Round> rounds;
    private volatile int generation;
    private volatile Thread thread;

    /**
     * Nothing is asked before {@link #start}.
     *
     * @param rounds called on the watch's own thread
     */
    HealthWatch(HealthSettings settings, Optional<SocketCheck> socket, ListenerCheck listener, Consumer<Round> rounds) {
        this.settings = settings;
        this.socket = socket;
        this.listener = listener;
        this.rounds = rounds;
    }

    /**
     * A watch that asks nothing yet.
     *
     * @param socket HAProxy's runtime socket, if it has one that we can reach
     * @param virtualAddresses never asked: they may be elsewhere
     * @param ourPorts listeners of this very process
     * @param rounds called on the watch's own thread
     */
    public static HealthWatch of(
            HealthSettings settings,
            Optional<Path> socket,
            Set<IpAddress> virtualAddresses,
            Set<Integer> ourPorts,
            Consumer<Round> rounds) {
        return new HealthWatch(
                settings,
                socket.map(SocketCheck::new),
                new ListenerCheck(TABLES, settings.ports(), virtualAddresses, ourPorts, socket.isEmpty()),
                rounds);
    }

    /** Starts the thread, which gets ready to ask while HAProxy gets ready to answer. */
    public void start() {
        thread = Thread.ofPlatform()
                .name("health")
                .daemon()
                .stackSize(256 * 1024)
                .start(this::run);
    }

    /** From now on asks about this start of HAProxy; 0: about none. */
    public void watch(int ofGeneration) {
        generation = ofGeneration;
        LockSupport.unpark(thread);
    }

    private void run() {
        // In vain, but it loads what the first question that counts would otherwise wait for.
        ask(0);
        int known = 0;
        long startNanos = 0;
        boolean starting = false;
        while (true) {
            int current = generation;
            if (current == 0) {
                LockSupport.park(this);
                continue;
            }
            long beginNanos = System.nanoTime();
            if (current != known) {
                known = current;
                startNanos = beginNanos;
                starting = true;
                listener.forget();
            }
            Round round = ask(current);
            starting = starting && !round.passed() && beginNanos - startNanos < START_LIMIT.toNanos();
            if (!starting) {
                rounds.accept(round);
            }
            Duration pause = starting ? AT_START : settings.interval();
            sleepUntil(beginNanos + pause.toNanos(), current);
        }
    }

    private Round ask(int current) {
        Optional<CheckResult> answer = Optional.empty();
        if (socket.isPresent()) {
            answer = Optional.of(socket.get().run(settings.timeout()));
        }
        return new Round(current, answer, listener.run(settings.timeout()));
    }

    /** Or until there is another HAProxy to ask. */
    private void sleepUntil(long nanos, int current) {
        for (long left = nanos - System.nanoTime();
                left > 0 && generation == current;
                left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
    }
}

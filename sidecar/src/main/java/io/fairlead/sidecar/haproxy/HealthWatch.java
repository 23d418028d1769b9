package io.fairlead.sidecar.haproxy;

import io.fairlead.core.health.CheckResult;
import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.ffi.StreamSockets;
import io.fairlead.linux.poll.Poller;
import io.fairlead.sidecar.config.HealthSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Asks HAProxy how it is, again and again: first on its runtime socket, then at its listeners. The loop's thread, which waits for
 * no answer.
 */
public final class HealthWatch {
    /** A new HAProxy is asked so often until it answers: each millisecond here is one without the address. */
    private static final Duration AT_START = Duration.ofMillis(1);

    /** Whoever takes long to start is asked less and less often: after a second each 60 ms. */
    private static final int AT_START_SHARE = 16;

    /** HAProxy resolves names and loads certificates before it answers; until then silence says nothing. */
    private static final Duration START_LIMIT = Duration.ofSeconds(5);

    private final HealthSettings settings;
    private final Optional<SocketCheck> socket;
    private final ListenerCheck listener;
    private final Consumer<Round> rounds;
    private int generation;
    private boolean starting;
    private long startNanos;
    private long beginNanos;
    private long nextNanos = HaproxyState.NEVER;
    private Optional<Question> open = Optional.empty();

    /**
     * A watch that asks nothing yet.
     *
     * @param tables /proc/thread-self/net, whose listeners are HAProxy's
     * @param path HAProxy's runtime socket, if it has one that we can reach
     * @param virtualAddresses never asked: they may be elsewhere
     * @param ourPorts listeners of this very process
     * @param rounds gets what was found out
     */
    public HealthWatch(
            HealthSettings settings,
            Path tables,
            Optional<Path> path,
            Set<IpAddress> virtualAddresses,
            Set<Integer> ourPorts,
            Poller poller,
            Consumer<Round> rounds) {
        StreamSockets sockets = new StreamSockets();
        this.settings = settings;
        this.socket = path.map(each -> new SocketCheck(each, sockets, poller, () -> goOn(System.nanoTime())));
        this.listener =
                new ListenerCheck(tables, settings.ports(), virtualAddresses, ourPorts, path.isEmpty(), sockets);
        this.rounds = rounds;
    }

    /** From now on asks about this start of HAProxy; 0: about none. */
    public void watch(int ofGeneration, long nowNanos) {
        open.ifPresent(Question::drop);
        open = Optional.empty();
        generation = ofGeneration;
        starting = true;
        startNanos = nowNanos;
        nextNanos = ofGeneration == 0 ? HaproxyState.NEVER : nowNanos;
        listener.forget();
    }

    /** When {@link #timerFired} is due next, on System.nanoTime. */
    public long deadlineNanos() {
        return open.isPresent() ? open.get().deadlineNanos() : nextNanos;
    }

    /** What is due by now. */
    public void timerFired(long nowNanos) {
        if (nowNanos < deadlineNanos()) {
            return;
        }
        if (open.isPresent()) {
            open.get().look(nowNanos);
        } else {
            beginNanos = nowNanos;
            ask(socket.isPresent() ? socket.get() : listener, nowNanos);
        }
        goOn(nowNanos);
    }

    private void ask(Question question, long nowNanos) {
        open = Optional.of(question);
        question.ask(nowNanos, nowNanos + settings.timeout().toNanos());
    }

    /** One after the other: the first answer says whether a starting HAProxy has listeners yet. */
    private void goOn(long nowNanos) {
        if (open.isEmpty() || open.get().result().isEmpty()) {
            return;
        }
        CheckResult result = open.get().result().get();
        if (open.get() == listener) {
            end(new Round(generation, socket.flatMap(Question::result), result), nowNanos);
        } else if (starting && !(result instanceof CheckResult.Passed) && !isStartOver(nowNanos)) {
            pause(nowNanos);
        } else {
            ask(listener, nowNanos);
            goOn(nowNanos);
        }
    }

    private void end(Round round, long nowNanos) {
        if (starting && !round.passed() && !isStartOver(nowNanos)) {
            pause(nowNanos);
            return;
        }
        starting = false;
        open = Optional.empty();
        nextNanos = Math.max(nowNanos, beginNanos + settings.interval().toNanos());
        rounds.accept(round);
    }

    private boolean isStartOver(long nowNanos) {
        return nowNanos - startNanos >= START_LIMIT.toNanos();
    }

    private void pause(long nowNanos) {
        open = Optional.empty();
        nextNanos = nowNanos + Math.max(AT_START.toNanos(), (nowNanos - startNanos) / AT_START_SHARE);
    }
}

package io.fairlead.agent.docker;

import io.fairlead.core.model.HostInterface;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Follows an engine for good. Any trouble (an error, the end of the stream, silence) ends the session, and a new one is
 * begun after a pause.
 *
 * <pre>
 *   supervisor ── starts ──► session thread: connect, subscribe since, list ──► Seen
 *       ▲                        ▲    └─ wait for a change or the resync interval, list again ──► Seen
 *       └─ ended / silent ───────┘
 *       └──► Lost, pause, next session
 * </pre>
 *
 * A session that hangs in a call is left behind: docker-java ignores time limits on unix sockets (P54).
 */
public final class EngineWatch implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    /** So much of the past is asked for at first: what happened since costs one listing more. */
    private static final Duration OVERLAP = Duration.ofSeconds(10);

    private final Supplier<Engine> connector;
    private final Supplier<List<HostInterface>> interfaces;
    private final Settings settings;
    private final Consumer<EngineEvent> out;
    private final Thread supervisor;
    private final AtomicReference<Session> current = new AtomicReference<>();
    private volatile boolean closed;

    /**
     * How patient to be.
     *
     * @param resync how often to list without an event
     * @param patience silence after which a session is given up
     */
    public record Settings(Duration resync, Duration patience) {}

    private EngineWatch(
            Supplier<Engine> connector,
            Supplier<List<HostInterface>> interfaces,
            Settings settings,
            Consumer<EngineEvent> out) {
        this.connector = connector;
        this.interfaces = interfaces;
        this.settings = settings;
        this.out = out;
        this.supervisor = Thread.ofPlatform().name("engine-watch").daemon().unstarted(this::supervise);
    }

    /**
     * Begins.
     *
     * @param connector makes a connection or throws
     * @param out is called on threads of the watch, one call at a time but for sessions that were left behind
     */
    public static EngineWatch start(
            Supplier<Engine> connector,
            Supplier<List<HostInterface>> interfaces,
            Settings settings,
            Consumer<EngineEvent> out) {
        EngineWatch watch = new EngineWatch(connector, interfaces, settings, out);
        watch.supervisor.start();
        return watch;
    }

    private void supervise() {
        Instant since = Instant.now().minus(OVERLAP);
        Duration pause = FIRST_PAUSE;
        try {
            while (!closed) {
                Session session = new Session(connector, interfaces, settings, out, since);
                current.set(session);
                session.start();
                String reason = session.awaitEnd();
                session.abandon();
                if (closed) {
                    return;
                }
                out.accept(new EngineEvent.Lost(reason));
                pause = session.lasted().compareTo(LONGEST_PAUSE) > 0 ? FIRST_PAUSE : pause;
                Thread.sleep(pause);
                pause = min(pause.multipliedBy(2), LONGEST_PAUSE);
                since = session.latestChange();
            }
        } catch (InterruptedException e) {
            // close() wants the thread to end.
            Thread.currentThread().interrupt();
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    @Override
    public void close() {
        closed = true;
        supervisor.interrupt();
        Session session = current.get();
        if (session != null) {
            session.abandon();
        }
    }
}

package io.fairlead.agent.restart;

import io.fairlead.core.director.DirectorView;
import io.fairlead.core.model.Container;
import io.fairlead.core.model.Model;
import io.fairlead.core.restart.Attempt;
import io.fairlead.core.restart.RestartEvent;
import io.fairlead.core.restart.RestartState;
import io.fairlead.core.restart.RestartTransition;
import io.fairlead.core.restart.RestartView;
import io.fairlead.core.restart.Restarter;
import io.fairlead.core.restart.Subjects;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the restarter on the loop's thread.
 *
 * <pre>
 *  engine's list, director's view ─► look ─► Restarter.step ─► attempts ─► hands (threads of their own) ─┐
 *  engine's event stop ───────────► hear ──────┘   ▲                                                    │
 *                                                  └── inbox ◄── Done ──────────────────────────────────┘
 * </pre>
 */
public final class Restarts {
    private static final Logger LOG = LoggerFactory.getLogger(Restarts.class);

    private final Restarter restarter;
    private final Consumer<Attempt> hands;
    private final Queue<RestartEvent> inbox = new ConcurrentLinkedQueue<>();
    private RestartState state = RestartState.initial();
    private List<Container> listed = List.of();

    /** {@code hands} returns at once and answers each attempt by {@link #post}. */
    public Restarts(Restarter restarter, Consumer<Attempt> hands) {
        this.restarter = restarter;
        this.hands = hands;
    }

    /** Any thread; heard when the loop looks next. The caller wakes the loop. */
    public void post(RestartEvent event) {
        inbox.add(event);
    }

    /** What the engine shows now. */
    public void follow(List<Container> containers) {
        listed = containers;
    }

    /** When {@link #look} is due next, on System.nanoTime. */
    public long deadlineNanos() {
        return inbox.isEmpty() ? state.deadlineNanos() : Long.MIN_VALUE;
    }

    /**
     * Decides anew.
     *
     * @param mayAct false: nothing is to be done at the moment
     */
    public void look(Model model, DirectorView director, boolean mayAct, long nowNanos) {
        for (RestartEvent event = inbox.poll(); event != null; event = inbox.poll()) {
            step(event, nowNanos);
        }
        step(new RestartEvent.Looked(Subjects.of(model, listed, director), mayAct), nowNanos);
    }

    private void step(RestartEvent event, long nowNanos) {
        RestartTransition transition = restarter.step(state, event, nowNanos);
        state = transition.state();
        transition.notices().forEach(notice -> LOG.warn("restart: {}", notice));
        for (Attempt attempt : transition.attempts()) {
            LOG.warn("restart: {}", attempt.reason());
            hands.accept(attempt);
        }
    }

    /** For the status. */
    public List<RestartView> view(long nowNanos) {
        return restarter.view(state, nowNanos);
    }
}

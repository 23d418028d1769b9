package io.fairlead.core.restart;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A restarter with a clock in its hand, that looks once a second, and containers h1, h2, … of the service "shop". */
final class Bench {
    static final RestartConfig CONFIG = RestartConfig.DEFAULT;

    private final Restarter restarter = new Restarter(CONFIG);
    private final Map<String, Subject> subjects = new TreeMap<>();
    private final List<String> notices = new ArrayList<>();
    private RestartState state = RestartState.initial();
    private long now = 1_000_000_000_000L;
    private boolean mayAct = true;

    /** Well at first sight. */
    static Bench running(String... names) {
        Bench bench = new Bench();
        for (String name : names) {
            bench.subjects.put(name, subject(name, Instant.ofEpochSecond(100), false, new Condition.Well("runs")));
        }
        bench.look();
        return bench;
    }

    static Subject subject(String name, Instant life, boolean engineRestarts, Condition condition) {
        return new Subject(name, name, "shop", Optional.empty(), life, engineRestarts, condition);
    }

    static Condition ended() {
        return new Condition.Ended("ended with exit code 1");
    }

    static Condition well() {
        return new Condition.Well("runs");
    }

    List<Attempt> becomes(String name, Condition condition) {
        Subject before = subjects.get(name);
        return becomes(name, before == null ? Instant.ofEpochSecond(100) : before.life(), condition);
    }

    List<Attempt> becomes(String name, Instant life, Condition condition) {
        Subject before = subjects.get(name);
        subjects.put(name, subject(name, life, before != null && before.engineRestarts(), condition));
        return look();
    }

    /** A new life begins, a second later by the engine's clock. */
    List<Attempt> begins(String name, Condition condition) {
        return becomes(name, subjects.get(name).life().plusSeconds(1), condition);
    }

    void engineRestarts(String name) {
        Subject s = subjects.get(name);
        subjects.put(name, subject(name, s.life(), true, s.condition()));
    }

    void mayAct(boolean may) {
        mayAct = may;
    }

    List<Attempt> look() {
        return hears(new RestartEvent.Looked(List.copyOf(subjects.values()), mayAct));
    }

    List<Attempt> hears(RestartEvent event) {
        RestartTransition transition = restarter.step(state, event, now);
        state = transition.state();
        notices.addAll(transition.notices());
        return transition.attempts();
    }

    void stopped(String name, Instant at) {
        hears(new RestartEvent.Stopped(name, at));
    }

    List<Attempt> done(String name) {
        hears(new RestartEvent.Done(name, Optional.empty()));
        return look();
    }

    List<Attempt> failed(String name) {
        hears(new RestartEvent.Done(name, Optional.of("port is taken")));
        return look();
    }

    /** Time passes; the first attempts that come of it end the wait. */
    List<Attempt> awaits(Duration atMost) {
        long end = now + atMost.toNanos();
        while (now < end) {
            now = Math.min(end, Math.min(now + 1_000_000_000L, Math.max(now + 1, state.deadlineNanos())));
            List<Attempt> attempts = look();
            if (!attempts.isEmpty()) {
                return attempts;
            }
        }
        return List.of();
    }

    /** How long until the next attempt. */
    Duration untilAttempt(Duration atMost) {
        long begin = now;
        return awaits(atMost).isEmpty() ? atMost : Duration.ofNanos(now - begin);
    }

    List<String> notices() {
        return notices;
    }

    RestartView view(String name) {
        return restarter.view(state, now).stream()
                .filter(view -> view.container().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

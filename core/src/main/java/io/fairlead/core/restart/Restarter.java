package io.fairlead.core.restart;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides on restarts, as a pure function.
 *
 * <pre>
 *   well ──── ended, troubled, stale ────► pause ────► attempt ────► well for long enough: nothing is counted any more
 *    ▲                                       ▲            │
 *    │ a person starts it                    └── failed ──┤ again in trouble: twice the pause
 *    └────────── given up ◄───────────────────────────────┘ too many attempts
 * </pre>
 *
 * A container that a person stopped or paused is left alone, and so is one whose end was not seen.
 */
public record Restarter(RestartConfig config) {
    /** More than an engine remembers. */
    private static final int MOST_STOPS = 256;

    /**
     * The next state and what to do.
     *
     * @param nowNanos of CLOCK_MONOTONIC
     */
    public RestartTransition step(RestartState state, RestartEvent event, long nowNanos) {
        return switch (event) {
            case RestartEvent.Looked looked -> looked(state, looked, nowNanos);
            case RestartEvent.Stopped stopped -> stopped(state, stopped, nowNanos);
            case RestartEvent.Done done -> done(state, done, nowNanos);
        };
    }

    private RestartTransition stopped(RestartState state, RestartEvent.Stopped stopped, long now) {
        Map<String, Course> courses = new TreeMap<>(state.courses());
        Map<String, Instant> stops = new TreeMap<>(state.stops());
        Course course = courses.get(stopped.container());
        if (course != null) {
            courses.put(stopped.container(), stopped(course, stopped.at(), now));
        } else if (stops.size() < MOST_STOPS) {
            stops.put(stopped.container(), stopped.at());
        }
        return new RestartTransition(new RestartState(courses, stops, state.deadlineNanos()), List.of(), List.of());
    }

    private static RestartTransition done(RestartState state, RestartEvent.Done done, long now) {
        Map<String, Course> courses = new TreeMap<>(state.courses());
        courses.computeIfPresent(done.container(), (_, course) -> course.done(done.failure(), now));
        return new RestartTransition(
                new RestartState(courses, state.stops(), state.deadlineNanos()), List.of(), failure(state, done));
    }

    private Course stopped(Course course, Instant at, long now) {
        boolean failedLately = course.failure().isPresent()
                && course.tried()
                        .filter(tried -> tried.ran()
                                && now - tried.doneNanos() < config.listingLag().toNanos())
                        .isPresent();
        boolean older = course.stopped().filter(at::isBefore).isPresent();
        return failedLately || older ? course : course.stoppedAt(Optional.of(at));
    }

    private static List<String> failure(RestartState state, RestartEvent.Done done) {
        Course course = state.courses().get(done.container());
        return course == null || done.failure().isEmpty()
                ? List.of()
                : List.of(course.subject().name() + ": the restart failed: "
                        + done.failure().get());
    }

    private RestartTransition looked(RestartState state, RestartEvent.Looked looked, long now) {
        Map<String, Course> courses = new TreeMap<>();
        for (Subject subject : looked.subjects()) {
            Course before = state.courses().get(subject.id());
            courses.put(
                    subject.id(),
                    before == null
                            ? Course.of(subject)
                                    .stoppedAt(Optional.ofNullable(state.stops().get(subject.id())))
                            : before.seen(subject));
        }
        // One that is under way has its answer to come.
        state.courses().forEach((id, course) -> {
            if (course.isUnderWay()) {
                courses.putIfAbsent(id, course);
            }
        });
        List<Attempt> attempts = new ArrayList<>();
        List<String> notices = new ArrayList<>();
        long deadline = RestartState.NEVER;
        if (looked.mayAct()) {
            for (Course course : List.copyOf(courses.values())) {
                Look look = new Look(config, course, courses.values(), now);
                courses.put(course.subject().id(), look.run());
                look.attempt().ifPresent(attempts::add);
                look.notice().ifPresent(notices::add);
                deadline = Math.min(deadline, look.deadlineNanos());
            }
        }
        return new RestartTransition(new RestartState(courses, Map.of(), deadline), attempts, notices);
    }

    /** The state in words, by service and name. */
    public List<RestartView> view(RestartState state, long nowNanos) {
        return state.courses().values().stream()
                .map(course -> new RestartWords(config, course, nowNanos).view())
                .sorted(Comparator.comparing(RestartView::service).thenComparing(RestartView::container))
                .toList();
    }
}

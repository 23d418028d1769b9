package io.fairlead.core.restart;

import java.time.Instant;
import java.util.Optional;

/**
 * What happened to one container.
 *
 * @param subject as last seen
 * @param firstSeenEnded the life that had ended before this agent looked: whether a person ended it is not known
 * @param stopped when somebody stopped it last, by the engine's clock
 * @param attempts that count
 * @param total attempts ever
 * @param need that is not answered yet
 * @param tried the latest attempt
 * @param failure of the latest attempt
 * @param gaveUp the life in which it was given up
 * @param wellNanos since when it is well, or {@link #NOT_YET}
 */
record Course(
        Subject subject,
        Optional<Instant> firstSeenEnded,
        Optional<Instant> stopped,
        int attempts,
        long total,
        Optional<Need> need,
        Optional<Tried> tried,
        Optional<String> failure,
        Optional<Instant> gaveUp,
        long wellNanos) {
    static final long NOT_YET = -1;

    /** Of this life it must be brought out; {@code dueNanos}: the patience and the pause are over. */
    record Need(Instant life, Condition condition, long dueNanos) {}

    /** An attempt against {@code life}; {@code doneNanos} is {@link #NOT_YET} while it is under way. */
    record Tried(Instant life, boolean ran, long doneNanos) {
        boolean isUnderWay() {
            return doneNanos == NOT_YET;
        }
    }

    static Course of(Subject subject) {
        boolean ended = subject.condition() instanceof Condition.Ended;
        return new Course(
                subject,
                ended ? Optional.of(subject.life()) : Optional.empty(),
                Optional.empty(),
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                NOT_YET);
    }

    boolean isUnderWay() {
        return tried.filter(Tried::isUnderWay).isPresent();
    }

    Course seen(Subject now) {
        return new Course(now, firstSeenEnded, stopped, attempts, total, need, tried, failure, gaveUp, wellNanos);
    }

    Course stoppedAt(Optional<Instant> at) {
        return new Course(subject, firstSeenEnded, at, attempts, total, need, tried, failure, gaveUp, wellNanos);
    }

    Course with(Optional<Need> next) {
        return new Course(subject, firstSeenEnded, stopped, attempts, total, next, tried, failure, gaveUp, NOT_YET);
    }

    Course wellSince(long since) {
        return new Course(
                subject, firstSeenEnded, stopped, attempts, total, Optional.empty(), tried, failure, gaveUp, since);
    }

    Course begun(boolean ran) {
        return new Course(
                subject,
                firstSeenEnded,
                stopped,
                attempts + 1,
                total + 1,
                Optional.empty(),
                Optional.of(new Tried(subject.life(), ran, NOT_YET)),
                failure,
                gaveUp,
                NOT_YET);
    }

    Course done(Optional<String> how, long now) {
        return new Course(
                subject,
                firstSeenEnded,
                // Its own end, on the way to a start that failed, was nobody's wish.
                how.isPresent() && tried.filter(Tried::ran).isPresent() ? Optional.empty() : stopped,
                attempts,
                total,
                Optional.empty(),
                tried.map(t -> new Tried(t.life(), t.ran(), now)),
                how,
                gaveUp,
                NOT_YET);
    }

    Course givenUp() {
        return new Course(
                subject,
                firstSeenEnded,
                stopped,
                attempts,
                total,
                Optional.empty(),
                tried,
                failure,
                Optional.of(subject.life()),
                NOT_YET);
    }

    /** Nothing is counted any more. */
    Course cleared() {
        return new Course(
                subject, firstSeenEnded, stopped, 0, total, need, tried, Optional.empty(), Optional.empty(), wellNanos);
    }
}

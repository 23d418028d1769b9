package io.fairlead.core.restart;

import io.fairlead.core.restart.Course.Need;
import io.fairlead.core.restart.Course.Tried;
import java.util.Collection;
import java.util.Optional;

/** What follows for one container from how it is now. */
final class Look {
    private final RestartConfig config;
    private final Collection<Course> all;
    private final long now;
    private Course course;
    private Optional<Attempt> attempt = Optional.empty();
    private Optional<String> notice = Optional.empty();
    private long deadline = RestartState.NEVER;

    Look(RestartConfig config, Course course, Collection<Course> all, long now) {
        this.config = config;
        this.course = course;
        this.all = all;
        this.now = now;
    }

    Optional<Attempt> attempt() {
        return attempt;
    }

    Optional<String> notice() {
        return notice;
    }

    long deadlineNanos() {
        return deadline;
    }

    Course run() {
        if (course.isUnderWay()) {
            return course;
        }
        if (course.gaveUp()
                .filter(life -> !life.equals(course.subject().life()))
                .isPresent()) {
            // Neither we nor its trouble began this life: somebody wants it to be tried again.
            course = course.cleared();
        }
        switch (condition(config, course, now)) {
            case Condition.Well _ -> well();
            case Condition.Settling _, Condition.LeftAlone _ -> course = course.with(Optional.empty());
            case Condition.Troubled troubled -> bad(troubled, config.patience().toNanos());
            case Condition.Stale stale -> bad(stale, 0);
            case Condition.Ended ended ->
                bad(
                        ended,
                        course.subject().engineRestarts() ? config.engineFirst().toNanos() : 0);
        }
        return course;
    }

    /** How it is, with what only its past tells. */
    static Condition condition(RestartConfig config, Course course, long now) {
        Subject subject = course.subject();
        if (subject.condition() instanceof Condition.Ended) {
            if (course.stopped().filter(at -> !at.isBefore(subject.life())).isPresent()) {
                return new Condition.LeftAlone("was stopped: a person did that");
            }
            if (course.firstSeenEnded().filter(subject.life()::equals).isPresent()) {
                return new Condition.LeftAlone("had ended before this agent looked, maybe by a person's wish");
            }
        }
        boolean listedLate = course.failure().isEmpty()
                && course.tried()
                        .filter(tried -> !tried.isUnderWay()
                                && tried.life().equals(subject.life())
                                && now - tried.doneNanos() < config.listingLag().toNanos())
                        .isPresent();
        return listedLate ? new Condition.LeftAlone("was restarted just now") : subject.condition();
    }

    private void well() {
        long since = course.wellNanos() == Course.NOT_YET ? now : course.wellNanos();
        course = course.wellSince(since);
        if (course.attempts() == 0 && course.gaveUp().isEmpty()) {
            return;
        }
        if (now - since >= config.steadyAfter().toNanos()) {
            notice = Optional.of(course.subject().name() + " is well again; its " + course.attempts()
                    + " restarts do not count any more");
            course = course.cleared();
        } else {
            deadline = since + config.steadyAfter().toNanos();
        }
    }

    private void bad(Condition condition, long patienceNanos) {
        if (course.gaveUp().isPresent()) {
            return;
        }
        if (course.attempts() >= config.attempts()) {
            course = course.givenUp();
            notice = Optional.of(course.subject().name() + " " + condition.why() + "; given up after "
                    + config.attempts() + " attempts");
            return;
        }
        Need need = course.need()
                .filter(before -> before.life().equals(course.subject().life())
                        && before.condition().getClass().equals(condition.getClass()))
                .orElseGet(() -> new Need(
                        course.subject().life(),
                        condition,
                        now + patienceNanos + config.pauseNanos(course.attempts())));
        course = course.with(Optional.of(need));
        boolean runs = !(condition instanceof Condition.Ended);
        if (now < need.dueNanos()) {
            deadline = need.dueNanos();
        } else if (!runs || all.stream().noneMatch(this::isInTheWay)) {
            attempt(condition, runs);
        }
    }

    /** Of a service's containers that run, one is ended at a time. */
    private boolean isInTheWay(Course other) {
        return other.subject().service().equals(course.subject().service())
                && other.tried().filter(Tried::isUnderWay).isPresent();
    }

    private void attempt(Condition condition, boolean runs) {
        course = course.begun(runs);
        Subject subject = course.subject();
        attempt = Optional.of(new Attempt(
                subject.id(),
                subject.name(),
                runs,
                subject.life(),
                subject.name() + " " + condition.why() + "; attempt " + course.attempts() + " of "
                        + config.attempts()));
    }
}

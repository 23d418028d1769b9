package io.fairlead.core.restart;

import java.util.Locale;

/** Puts one container's course into words. */
record RestartWords(RestartConfig config, Course course, long now) {
    private static final double NANOS_A_SECOND = 1e9;

    RestartView view() {
        Subject subject = course.subject();
        long next =
                course.need().map(need -> Math.max(0, need.dueNanos() - now)).orElse(-1L);
        return new RestartView(
                subject.name(),
                subject.service(),
                subject.owner(),
                course.attempts(),
                config.attempts(),
                course.total(),
                next,
                course.gaveUp().isPresent(),
                situation(next),
                course.failure());
    }

    private String situation(long next) {
        String how = Look.condition(config, course, now).why();
        if (course.isUnderWay()) {
            return "is being restarted, attempt " + count();
        }
        if (course.gaveUp().isPresent()) {
            return how + "; given up after " + course.attempts() + " attempts, docker start begins anew";
        }
        if (next >= 0) {
            return how + "; restart in " + seconds(next) + ", attempt " + (course.attempts() + 1) + " of "
                    + config.attempts();
        }
        return course.attempts() == 0 ? how : how + "; " + course.attempts() + " restarts still count";
    }

    private String count() {
        return course.attempts() + " of " + config.attempts();
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / NANOS_A_SECOND);
    }
}

package io.fairlead.sidecar.haproxy;

/** What HAProxy is doing, as far as we run it. */
public sealed interface HaproxyState {
    /** Value of {@link #deadlineNanos} for "nothing to wait for". */
    long NEVER = Long.MAX_VALUE;

    /** When {@link HaproxyEvent.TimerFired} is due next, on System.nanoTime, or {@link #NEVER}. */
    default long deadlineNanos() {
        return NEVER;
    }

    /** Not started yet. */
    record Idle() implements HaproxyState {}

    /**
     * Being started.
     *
     * @param deaths in a row before this start
     */
    record Starting(int deaths) implements HaproxyState {}

    /** It runs. {@code check} says whether its configuration is being checked before a reload. */
    record Running(int deaths, long sinceNanos, Check check) implements HaproxyState {}

    /** Dead, and to be started again at {@code restartNanos}. */
    record Waiting(int deaths, long restartNanos) implements HaproxyState {
        @Override
        public long deadlineNanos() {
            return restartNanos;
        }
    }

    /** Told to end; at {@code deadlineNanos} it is told more firmly. */
    record Stopping(Firmness firmness, long deadlineNanos) implements HaproxyState {}

    /** Ended for good. */
    record Ended() implements HaproxyState {}

    /** Of the configuration, before a reload. */
    enum Check {
        NONE,
        RUNNING,
        /** The files may have changed since it began: once more. */
        RUNNING_AND_AGAIN
    }

    /** How it is told to end. */
    enum Firmness {
        /** Finish the open connections. */
        SOFT,
        /** Drop them. */
        HARD,
        /** SIGKILL. */
        KILLED
    }
}

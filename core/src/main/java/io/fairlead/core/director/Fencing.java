package io.fairlead.core.director;

/**
 * How far a member is fenced, since it last executed something.
 *
 * @param outstanding a Fence is asked for and not answered yet
 * @param outdated the outstanding one tells nothing any more: the member has executed since it was asked for
 * @param doneNanos when it was read back that the address is gone, or {@link #NOT_YET}
 * @param attempts that failed
 * @param retryNanos not again before
 * @param suspect it was promoted, has not answered and may have taken the address: it is fenced although it lives
 */
record Fencing(boolean outstanding, boolean outdated, long doneNanos, int attempts, long retryNanos, boolean suspect) {
    static final long NOT_YET = -1;

    static final Fencing NONE = new Fencing(false, false, NOT_YET, 0, NOT_YET, false);

    boolean isDone() {
        return doneNanos != NOT_YET;
    }

    Fencing asked() {
        return new Fencing(true, false, NOT_YET, attempts, retryNanos, suspect);
    }

    Fencing succeeded(long now) {
        return new Fencing(false, false, outdated ? NOT_YET : now, 0, NOT_YET, outdated && suspect);
    }

    Fencing failed(long retryAt) {
        return new Fencing(false, false, NOT_YET, outdated ? 0 : attempts + 1, outdated ? NOT_YET : retryAt, suspect);
    }

    /** The member executes again: whatever was read back may have changed. */
    Fencing undone() {
        return new Fencing(outstanding, outstanding, NOT_YET, 0, NOT_YET, suspect);
    }

    Fencing suspected() {
        return new Fencing(outstanding, outdated, NOT_YET, 0, NOT_YET, true);
    }

    Fencing trusted() {
        return new Fencing(outstanding, outdated, doneNanos, attempts, retryNanos, false);
    }
}

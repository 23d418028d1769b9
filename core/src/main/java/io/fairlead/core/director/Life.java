package io.fairlead.core.director;

/**
 * Whether a member executes anything.
 *
 * @param death of its present life, or NONE
 * @param frozen its processes are stopped
 * @param haltedNanos since when it surely executes nothing, or {@link #EXECUTES}
 * @param causeNanos when the latest of these was seen, for the words
 */
record Life(Death death, boolean frozen, long haltedNanos, long causeNanos) {
    static final long EXECUTES = -1;

    static final Life RUNS = new Life(Death.NONE, false, EXECUTES, EXECUTES);

    enum Death {
        NONE,
        SIDECAR,
        CONTAINER,
        /** Its container, and the engine has shown since that it does not run. */
        LISTED
    }

    boolean executes() {
        return haltedNanos == EXECUTES;
    }

    boolean isDead() {
        return death != Death.NONE;
    }

    Life died(Death how, long now) {
        return how.compareTo(death) <= 0
                ? this
                : new Life(how, frozen, executes() ? now : haltedNanos, isDead() ? causeNanos : now);
    }

    Life froze(long now) {
        return frozen ? this : new Life(death, true, executes() ? now : haltedNanos, isDead() ? causeNanos : now);
    }

    Life thawed() {
        return isDead() ? new Life(death, false, haltedNanos, causeNanos) : RUNS;
    }
}

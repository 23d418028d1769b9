package io.fairlead.sidecar;

/** How far this container's service is: it serves, or it is on its way out (P05, P16). */
sealed interface Phase {
    /** When the loop must look at it again, on System.nanoTime. */
    default long deadlineNanos() {
        return Long.MAX_VALUE;
    }

    /** The normal state. */
    record Serving() implements Phase {}

    /**
     * The addresses are being handed over while HAProxy goes on serving.
     *
     * @param releaseNanos from then on they are dropped, taken over or not
     * @param hardNanos from then on HAProxy's connections do not count any more
     */
    record HandingOver(long releaseNanos, long hardNanos) implements Phase {
        @Override
        public long deadlineNanos() {
            return releaseNanos;
        }
    }

    /** New connections go elsewhere; HAProxy finishes those that it has. */
    record Draining() implements Phase {}

    /** Nothing is left to do. */
    record Ended() implements Phase {}
}

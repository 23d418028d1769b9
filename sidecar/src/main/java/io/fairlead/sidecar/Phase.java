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
     * @param openNanos until then HAProxy takes new connections, whoever has the addresses; {@link #CLOSED}: no longer
     */
    record HandingOver(long releaseNanos, long hardNanos, long openNanos) implements Phase {
        static final long CLOSED = Long.MAX_VALUE;

        @Override
        public long deadlineNanos() {
            return Math.min(releaseNanos, openNanos);
        }

        /** At this moment; the same until {@code openNanos} is over. */
        HandingOver at(long nowNanos) {
            return nowNanos >= openNanos ? new HandingOver(releaseNanos, hardNanos, CLOSED) : this;
        }

        boolean isOpen() {
            return openNanos != CLOSED;
        }
    }

    /** New connections go elsewhere; HAProxy finishes those that it has. */
    record Draining() implements Phase {}

    /** Nothing is left to do. */
    record Ended() implements Phase {}
}

package io.fairlead.core.balance;

import io.fairlead.core.ipvs.Destination;

/**
 * A target as it is configured, and how it is.
 *
 * @param weight as configured
 */
public record Server(Destination.Key key, int weight, Condition condition) {
    /** How a target is. */
    public sealed interface Condition {
        /**
         * It takes connections.
         *
         * @param percent of its weight that it should have, 0–100
         */
        record Works(int percent) implements Condition {}

        /** It finishes what it has and takes nothing new: somebody stops it. */
        record Leaves() implements Condition {}

        /** It is there and cannot serve. */
        record Failed() implements Condition {}
    }

    /** One that works, as far as is known. */
    public static Server working(Destination.Key key, int weight) {
        return new Server(key, weight, new Condition.Works(100));
    }

    boolean works() {
        return condition instanceof Condition.Works;
    }
}

package io.fairlead.core.restart;

/** How a container is; {@code why} continues a sentence that begins with its name. */
public sealed interface Condition {
    String why();

    /** It runs, and nothing is wrong. */
    record Well(String why) implements Condition {}

    /** It runs, and has not said yet whether it is well. */
    record Settling(String why) implements Condition {}

    /** It runs and does not work. */
    record Troubled(String why) implements Condition {}

    /** It runs in a network namespace that is not its owner's any more (P11). */
    record Stale(String why) implements Condition {}

    /** It has ended. */
    record Ended(String why) implements Condition {}

    /** Whatever it is, it is not for us to mend. */
    record LeftAlone(String why) implements Condition {}
}

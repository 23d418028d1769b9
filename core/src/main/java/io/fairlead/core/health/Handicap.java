package io.fairlead.core.health;

/**
 * What speaks against a member's right to hold its virtual address.
 *
 * @param points by which its VRRP priority is lower, 0–253; {@link #FAULT}: it may not hold the address at all
 * @param reason in words; empty if nothing speaks against it
 */
public record Handicap(int points, String reason) {
    /** Instead of points. */
    public static final int FAULT = 255;

    /** Nothing. */
    public static final Handicap NONE = new Handicap(0, "");

    private static final int MOST = 253;

    public Handicap {
        if (points != FAULT && (points < 0 || points > MOST)) {
            throw new IllegalArgumentException("a handicap is 0 to " + MOST + " points or a fault, not " + points);
        }
    }

    public boolean isFault() {
        return points == FAULT;
    }

    /** What is left of a priority of 1–254; never less than 1. An address owner's 255 is its own. */
    public int lowered(int priority) {
        return isFault() || priority == FAULT ? priority : Math.max(1, priority - points);
    }
}

package io.fairlead.core.check;

import io.fairlead.core.health.Handicap;
import io.fairlead.core.health.ServerHealth;
import java.util.OptionalInt;

/**
 * The check of a member's right to hold the container VIP; it is asked at its own address.
 *
 * @param port that is asked, 0 for what has none
 * @param lowerBy the points that a failure takes from the member's priority; empty: a failure takes its right
 */
public record MemberCheck(CheckSettings settings, int port, OptionalInt lowerBy) {
    /** What follows for a member that was found so. One of which nothing is known keeps its right. */
    public Handicap handicap(ServerHealth health) {
        if (health.isUsable()) {
            return Handicap.NONE;
        }
        String reason = "its check " + settings.probe().kind() + " says: " + health.reason();
        return new Handicap(lowerBy.orElse(Handicap.FAULT), reason);
    }

    /** A spelling without secrets that is equal where the checks are equal, but for rare chance. */
    public String canonical() {
        return settings.probe().kind() + " (#" + Integer.toHexString(hashCode()) + ")";
    }
}

package io.fairlead.core.health;

/**
 * What the checks say of a real server.
 *
 * @param weightPercent share of its configured weight that it should have while it is healthy, 0–100
 * @param reason why it is not healthy, or what speaks against it so far; empty if nothing does
 * @param warning what does not make it unhealthy, for instance a certificate that ends soon; or empty
 */
public record ServerHealth(Verdict verdict, int weightPercent, String reason, String warning) {
    public ServerHealth {
        if (weightPercent < 0 || weightPercent > 100) {
            throw new IllegalArgumentException("a weight of " + weightPercent + " % is outside 0–100");
        }
    }

    /** Whether it should get new connections; one of which nothing is known should not lose what it has. */
    public boolean isUsable() {
        return verdict != Verdict.UNHEALTHY;
    }
}

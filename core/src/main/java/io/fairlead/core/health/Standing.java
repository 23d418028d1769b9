package io.fairlead.core.health;

/**
 * Where one check stands.
 *
 * @param contrary results in a row that speak against the verdict, but are too few to change it
 * @param reason of the latest failure that counted or counts against the verdict; empty if there is none
 */
public record Standing(Verdict verdict, int contrary, String reason) {
    /** Before the first result. */
    public static final Standing UNKNOWN = new Standing(Verdict.UNKNOWN, 0, "");
}

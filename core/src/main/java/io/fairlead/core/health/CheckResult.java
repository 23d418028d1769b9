package io.fairlead.core.health;

/** What one run of one check found out. */
public sealed interface CheckResult {
    /** All is well. */
    record Passed() implements CheckResult {}

    /** It is not; {@code reason} in words, for the log and the status. */
    record Failed(String reason) implements CheckResult {}
}

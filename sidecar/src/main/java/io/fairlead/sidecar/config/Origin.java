package io.fairlead.sidecar.config;

/**
 * Where a value came from, in the words of {@code config show} and of error lines.
 *
 * @param text an environment variable's name, {@code file:line}, {@code default}, or {@code from …} for derived values
 */
public record Origin(String text) {
    public static final Origin DEFAULT = new Origin("default");

    /** A value that follows from another: {@code from vip}. */
    public static Origin derived(String from) {
        return new Origin("from " + from);
    }

    @Override
    public String toString() {
        return text;
    }
}

package io.fairlead.sidecar.config;

/** One line of {@code config show}. */
public record Shown(String key, String text, Origin origin) {
    /** {@code key = text   # origin}, with the origins in one column. */
    public String line() {
        String assignment = key + " = " + (text.isEmpty() ? "\"\"" : text);
        return assignment + " ".repeat(Math.max(1, 44 - assignment.length())) + "# " + origin;
    }
}

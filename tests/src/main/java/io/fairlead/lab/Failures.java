package io.fairlead.lab;

/** Failures in words for people. */
public final class Failures {
    private Failures() {}

    /** The message of {@code failure} and of its causes, each once; the type where there is no message. */
    public static String sentence(Throwable failure) {
        StringBuilder words = new StringBuilder();
        for (Throwable each = failure; each != null; each = each.getCause()) {
            String message = each.getMessage() == null ? each.getClass().getSimpleName() : each.getMessage();
            if (words.indexOf(message) < 0) {
                words.append(words.isEmpty() ? "" : ": ").append(message);
            }
        }
        return words.toString();
    }
}

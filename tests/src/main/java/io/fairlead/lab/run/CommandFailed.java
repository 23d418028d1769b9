package io.fairlead.lab.run;

import java.util.List;

/** A program did not do its work. The message names it, says how it failed and quotes the end of what it printed. */
public final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1;
    /** The end of an output holds the reason; more would hide it. */
    private static final int QUOTED_LINES = 15;

    public CommandFailed(Command command, String how, String output) {
        super("'" + command + "' " + how + quote(output));
    }

    private static String quote(String output) {
        if (output.isBlank()) {
            return "";
        }
        List<String> lines = output.strip().lines().toList();
        return ":\n  " + String.join("\n  ", lines.subList(Math.max(0, lines.size() - QUOTED_LINES), lines.size()));
    }
}

package io.fairlead.lab.run;

/** How a program ended. */
public record Outcome(Command command, int status, String out, String err) {
    /** This; throws CommandFailed unless the exit status is 0. */
    public Outcome orThrow() {
        if (status != 0) {
            throw new CommandFailed(command, "ended with status " + status, err.isBlank() ? out : err);
        }
        return this;
    }
}

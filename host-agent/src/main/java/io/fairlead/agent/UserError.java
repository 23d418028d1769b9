package io.fairlead.agent;

import io.fairlead.core.text.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** The user's mistakes, all at once: told one a line, exit code 2, and nothing is half-applied. */
public final class UserError extends RuntimeException {
    private final List<Problem> problems;

    public UserError(List<Problem> problems) {
        super(problems.stream().map(Problem::line).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public UserError(String where, String what, String mend) {
        this(List.of(new Problem(where, what, mend)));
    }

    /** At least one. */
    public List<Problem> problems() {
        return problems;
    }
}

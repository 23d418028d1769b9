package io.fairlead.sidecar.config;

import io.fairlead.core.text.Problem;
import java.util.List;

/** The configuration cannot be used; all that is wrong with it, so that it is mended in one go. */
public final class ConfigurationException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public ConfigurationException(List<Problem> problems) {
        super(problems.size() + " errors in the configuration");
        this.problems = List.copyOf(problems);
    }

    /** At least one, in the order in which a reader of the file meets them. */
    public List<Problem> problems() {
        return problems;
    }
}

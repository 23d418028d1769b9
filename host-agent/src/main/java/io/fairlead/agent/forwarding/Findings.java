package io.fairlead.agent.forwarding;

import java.util.ArrayList;
import java.util.List;

/** Collects what is to be said in {@link ForwardingStatus} while one apply runs. */
final class Findings {
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /** What keeps services from working, and how to mend it. */
    void problem(String sentence) {
        problems.add(sentence);
    }

    /** What an operator should know and that does not stop forwarding. */
    void warn(String sentence) {
        warnings.add(sentence);
    }

    /** All that another one has collected. */
    void add(Findings other) {
        problems.addAll(other.problems);
        warnings.addAll(other.warnings);
    }

    List<String> problems() {
        return problems;
    }

    List<String> warnings() {
        return warnings;
    }
}

package io.fairlead.tests.kernel;

import io.fairlead.core.diagnosis.Pitfall;
import java.util.List;

/**
 * A pitfall made on purpose.
 *
 * @param marks parts of the only lines of a snapshot that mending may change; none: a person must decide how to mend it
 */
record Injection(String name, Pitfall pitfall, Injector injector, List<String> marks) {
    /** Breaks something. */
    interface Injector {
        void into(DockerHostWorld world) throws Exception;
    }

    /** Whether the commands that are shown are typed where {@code --fix} does not mend it. */
    boolean isTyped() {
        return !marks.isEmpty();
    }

    void into(DockerHostWorld world) throws Exception {
        injector.into(world);
    }

    @Override
    public String toString() {
        return name;
    }
}

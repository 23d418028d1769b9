package io.fairlead.tests.engine;

import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Progress;
import io.fairlead.lab.stack.SidecarsAlone;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests h1 and h2 without the host agent: one pair for a whole run, whole when a test gets it. */
public final class SharedSidecars implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(SharedSidecars.class);

    /** What the run ends with. */
    private record Running(Cleanup cleanup, SidecarsAlone sidecars) implements AutoCloseable {
        static Running start() {
            Cleanup cleanup = new Cleanup();
            try {
                return new Running(cleanup, SidecarsAlone.start("sidecars", cleanup, Progress.to(System.out)));
            } catch (RuntimeException e) {
                cleanup.close();
                throw e;
            }
        }

        @Override
        public void close() {
            cleanup.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SidecarsAlone.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        SidecarsAlone sidecars = context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Running.class, key -> Running.start(), Running.class)
                .sidecars();
        sidecars.awaitWhole();
        return sidecars;
    }
}

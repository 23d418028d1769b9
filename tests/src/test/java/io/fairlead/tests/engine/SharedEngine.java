package io.fairlead.tests.engine;

import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.engine.PrivateEngine;
import io.fairlead.lab.image.Image;
import io.fairlead.lab.image.Images;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Progress;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One private engine with Fairlead's images for all tests of this JVM; a test takes it as a parameter. */
public final class SharedEngine implements ParameterResolver {
    private static volatile Engine running;

    /** What the last test leaves behind goes at the end of the JVM's tests. */
    private static final class Running implements AutoCloseable {
        private final Cleanup cleanup = new Cleanup();
        private final Engine engine;

        Running() {
            Progress progress = Progress.to(System.err);
            engine = PrivateEngine.start("tests", cleanup, progress);
            Images.provide(engine, progress, Image.values());
        }

        @Override
        public void close() {
            cleanup.close();
        }
    }

    /** For what cannot take a parameter: the engine that the first test has started. */
    static Engine running() {
        Engine engine = running;
        if (engine == null) {
            throw new IllegalStateException("no engine runs yet: the test has to take one as a parameter");
        }
        return engine;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Engine.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Engine engine = context.getRoot()
                .getStore(Namespace.create(SharedEngine.class))
                .getOrComputeIfAbsent(Running.class, key -> new Running(), Running.class)
                .engine;
        running = engine;
        return engine;
    }
}

package io.fairlead.lab.image;

import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.run.Progress;

/** Fairlead's images: fairlead/haproxy, fairlead/sidecar, fairlead/agent. */
public final class Images {
    private Images() {}

    /**
     * Brings the images of this clone's sources into {@code engine}: nothing to do if it has them, loaded from the cache if they
     * were built before, else built. An engine without a network namespace of its own builds them itself; for a private one they
     * are built aside.
     *
     * @throws io.fairlead.lab.run.CommandFailed with the end of the build's output
     */
    public static void provide(Engine engine, Progress progress) {
        throw new IllegalStateException("the images cannot be built yet for " + engine.host() + progress);
    }
}

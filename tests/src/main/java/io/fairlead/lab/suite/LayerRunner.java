package io.fairlead.lab.suite;

import java.io.IOException;
import java.nio.file.Path;

/** A way to run a layer of tests. */
interface LayerRunner {
    /**
     * Runs the layer, telling its progress on the standard output and everything else in {@code log}.
     *
     * @throws IOException if it could not be run at all
     * @throws InterruptedException if the user asked to stop; what it started is ended by then
     */
    LayerResult run(Layer layer, Path log) throws IOException, InterruptedException;
}

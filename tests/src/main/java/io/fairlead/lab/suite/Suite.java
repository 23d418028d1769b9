package io.fairlead.lab.suite;

import io.fairlead.lab.Failures;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.uml.UmlMachine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Runs layers one after the other, then prints what each came to; the last line is the sum, alone. */
final class Suite {
    private final Path root;
    private final Path logs;
    private final boolean continuousIntegration;
    private final Optional<Integer> seeds;
    private final Cleanup cleanup;
    private final PrintStream out = System.out;

    /** {@code seeds}: how many histories a simulation lives, if not the usual number. */
    Suite(Path root, boolean continuousIntegration, Optional<Integer> seeds, Cleanup cleanup) throws IOException {
        this.root = root;
        this.logs = Files.createDirectories(root.resolve(".lab/test"));
        this.continuousIntegration = continuousIntegration;
        this.seeds = seeds;
        this.cleanup = cleanup;
    }

    /** Whether all was well; stops after the layer at hand when the user asked to. */
    boolean run(List<Layer> layers) {
        List<LayerResult> results = new ArrayList<>();
        for (Layer layer : layers) {
            if (cleanup.closing()) {
                break;
            }
            out.printf("%n== %s%n", layer.tag());
            results.add(run(layer).provingSomething());
        }
        summarize(results);
        return !cleanup.closing() && results.stream().allMatch(result -> result.acceptable(continuousIntegration));
    }

    private LayerResult run(Layer layer) {
        boolean root = "root".equals(System.getProperty("user.name"));
        if (layer.needsRoot() && !root && !continuousIntegration) {
            return LayerResult.skippedWhole(layer, "needs root: run ./fairlead test as root");
        }
        long start = System.nanoTime();
        Path log = logs.resolve(layer.tag() + ".log");
        try {
            return runner(layer).run(layer, log);
        } catch (InterruptedException e) {
            return LayerResult.failedWhole(layer, "interrupted", since(start));
        } catch (IOException e) {
            return LayerResult.failedWhole(layer, Failures.sentence(e) + " (" + log + ")", since(start));
        }
    }

    private LayerRunner runner(Layer layer) {
        return switch (layer) {
            case UNIT -> new MavenRun(root, cleanup, out);
            case SIMULATION, KERNEL, INTEROP, ENGINE -> new LauncherRun(root, seeds, new ThisMachine(cleanup));
            case IPVS -> new LauncherRun(root, seeds, new UmlMachine(io.fairlead.lab.run.Progress.to(out)));
        };
    }

    static Duration since(long startNanos) {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    private void summarize(List<LayerResult> results) {
        out.printf("%n%-11s %7s %7s %8s %8s%n", "layer", "passed", "failed", "skipped", "seconds");
        for (LayerResult result : results) {
            out.printf(
                    Locale.ROOT,
                    "%-11s %7d %7d %8d %8.1f  %s%n",
                    result.layer().tag(),
                    result.passed(),
                    result.failed(),
                    result.skipped(),
                    result.took().toMillis() / 1000.0,
                    result.remark());
        }
        out.println();
        out.println(Counts.of(results));
        out.flush();
    }
}

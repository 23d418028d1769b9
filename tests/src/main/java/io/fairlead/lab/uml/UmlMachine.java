package io.fairlead.lab.uml;

import io.fairlead.lab.run.Progress;
import io.fairlead.lab.run.Repository;
import io.fairlead.lab.suite.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A kernel with ip_vs, for the tests that need one. */
public final class UmlMachine implements Machine {
    private static final int MEMORY_MEGABYTES = 2048;

    private final Progress progress;

    public UmlMachine(Progress progress) {
        this.progress = progress;
    }

    @Override
    public int run(List<String> command, Duration limit) throws IOException, InterruptedException {
        return new UmlKernel(shared(), MEMORY_MEGABYTES, progress)
                .run(
                        command,
                        Repository.root(),
                        Map.of("CI", System.getenv().getOrDefault("CI", "")),
                        limit,
                        new UmlKernel.Outputs(System.out, System.err));
    }

    /** The clone with its classes and libraries, and the JDK that runs this. */
    static List<Path> shared() {
        return List.of(Repository.root(), Path.of(System.getProperty("java.home")));
    }
}

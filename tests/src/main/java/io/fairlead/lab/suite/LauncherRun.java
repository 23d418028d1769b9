package io.fairlead.lab.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A layer with a tag: a JVM of its own runs {@link TaggedTests} over all modules, on the machine that it needs. */
final class LauncherRun implements LayerRunner {
    private static final List<String> MODULES = List.of("core", "linux", "sidecar", "host-agent", "tests");

    private static final int SEEDS = 1000;

    private final Path root;
    private final Optional<Integer> seeds;
    private final Machine machine;

    LauncherRun(Path root, Optional<Integer> seeds, Machine machine) {
        this.root = root;
        this.seeds = seeds;
        this.machine = machine;
    }

    @Override
    public LayerResult run(Layer layer, Path log) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Path counted = log.resolveSibling(layer.tag() + ".counts");
        Files.deleteIfExists(counted);
        int status = machine.run(command(layer, log, counted), limit(layer));
        if (!Files.exists(counted)) {
            throw new IOException("the tests' JVM ended with status " + status + " before it was done");
        }
        Counts counts = Counts.read(counted);
        String remark = counts.failed() > 0 ? log.toString() : "";
        return new LayerResult(layer, counts.passed(), counts.failed(), counts.skipped(), remark, Suite.since(start));
    }

    /** Histories beyond the usual number take their time. */
    private Duration limit(Layer layer) {
        return layer.limit().multipliedBy(Math.max(1, seeds.orElse(SEEDS) / SEEDS));
    }

    private List<String> command(Layer layer, Path log, Path counted) {
        List<Path> testClasses = testClasses();
        List<String> classPath = new ArrayList<>();
        testClasses.forEach(each -> classPath.add(each.toString()));
        classPath.add(root.resolve("tests/target/classes").toString());
        classPath.add(root.resolve("tests/target/lib").toString() + "/*");
        List<String> command = new ArrayList<>(List.of(
                // Its image cannot be pulled, and a private engine goes as a whole.
                "env",
                "TESTCONTAINERS_RYUK_DISABLED=true",
                "TESTCONTAINERS_CHECKS_DISABLE=true",
                // Where it takes the machine for a container it would ask a container for the host's address.
                "TESTCONTAINERS_HOST_OVERRIDE=localhost",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "-Dfairlead.root=" + root,
                "-Dfairlead.seeds=" + seeds.orElse(SEEDS),
                "-cp",
                String.join(":", classPath),
                TaggedTests.class.getName(),
                layer.tag(),
                log.toString(),
                counted.toString()));
        testClasses.forEach(each -> command.add(each.toString()));
        return command;
    }

    private List<Path> testClasses() {
        return MODULES.stream()
                .map(module -> root.resolve(module).resolve("target/test-classes"))
                .filter(Files::isDirectory)
                .toList();
    }
}

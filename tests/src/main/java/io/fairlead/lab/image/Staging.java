package io.fairlead.lab.image;

import io.fairlead.lab.run.Command;
import io.fairlead.lab.run.Folders;
import io.fairlead.lab.run.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** dist/: the programs' jars where the images' builds find them, there only while they are built. */
final class Staging implements AutoCloseable {
    private static final List<String> PROGRAMS = List.of("sidecar", "host-agent");
    /** The first build on a machine fetches every dependency. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Path dist;

    private Staging(Path dist) {
        this.dist = dist;
    }

    static Staging of(Path repository, Progress progress) {
        progress.step("building the jars");
        Command.of("mvn", "-B", "-ntp", "-pl", String.join(",", PROGRAMS), "-am", "-Dmaven.test.skip=true", "package")
                .in(repository)
                .env("JAVA_HOME", System.getProperty("java.home"))
                .timeout(LONGEST)
                .lines(progress::detail)
                .check();
        Staging staging = new Staging(repository.resolve("dist"));
        staging.close();
        PROGRAMS.forEach(program -> staging.copy(repository.resolve(program).resolve("target"), program));
        return staging;
    }

    private void copy(Path target, String program) {
        try {
            Path folder = Files.createDirectories(dist.resolve(program));
            for (Path jar : Stream.concat(jars(target.resolve("class-path")), jars(target))
                    .toList()) {
                Files.copy(jar, folder.resolve(jar.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> jars(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> file.toString().endsWith(".jar")).toList().stream();
        }
    }

    /** A stale dist/ would silently be used by the next plain docker build. */
    @Override
    public void close() {
        Folders.remove(dist);
    }
}

package io.fairlead.lab.bench.ipvs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** keepalived with nothing but virtual servers. */
final class Keepalived implements AutoCloseable {
    private final Path configuration;
    private final Process process;

    private Keepalived(Path configuration, Process process) {
        this.configuration = configuration;
        this.process = process;
    }

    static Keepalived start(Path folder, ManyServices services) throws IOException {
        Path configuration = folder.resolve("keepalived.conf");
        Files.writeString(configuration, services.keepalived());
        Process process = new ProcessBuilder(
                        "keepalived",
                        "--dont-fork",
                        "--check",
                        "--use-file=" + configuration,
                        "--pid=" + folder.resolve("keepalived.pid"),
                        "--checkers_pid=" + folder.resolve("checkers.pid"),
                        "--log-console")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keepalived.log").toFile())
                .start();
        return new Keepalived(configuration, process);
    }

    /** Writes the new configuration and asks for a reload. */
    void reload(ManyServices services) throws IOException {
        Files.writeString(configuration, services.keepalived());
        new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

package io.fairlead.lab.engine;

import io.fairlead.lab.run.Child;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A firewalld of one engine's host, with the settings that it has when nobody has changed any.
 *
 * @param bus where it is asked
 */
public record Firewalld(Engine engine, SystemBus bus) {
    private static final Duration READY = Duration.ofSeconds(60);

    /** Starts it in the engine's network namespace; {@code cleanup} ends it. Restart the engine then, as one would. */
    public static Firewalld start(Engine engine, SystemBus bus, Cleanup cleanup) {
        Firewalld firewalld = new Firewalld(engine, bus);
        Path folder = bus.folder();
        Path settings = folder.resolve("firewalld");
        try {
            Files.createDirectories(settings);
            // Its own defaults; the machine's /etc/firewalld is left alone.
            Files.copy(Path.of("/etc/firewalld/firewalld.conf"), settings.resolve("firewalld.conf"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Child child = firewalld
                .onHost(
                        "firewalld",
                        "--nofork",
                        "--nopid",
                        "--system-config=" + settings,
                        "--log-target=file",
                        "--log-file=" + folder.resolve("firewalld.log"))
                .start(folder.resolve("firewalld.out"));
        cleanup.keep("firewalld of " + engine.host(), child);
        Ready.await(
                child, READY, () -> firewalld.onHost("firewall-cmd", "--state").succeeds());
        return firewalld;
    }

    /** A program on the engine's host that finds this firewalld: firewall-cmd. */
    public Command onHost(String... argv) {
        return engine.onHost(argv).env(SystemBus.VARIABLE, bus.address());
    }
}

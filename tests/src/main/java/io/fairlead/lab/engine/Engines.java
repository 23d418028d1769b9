package io.fairlead.lab.engine;

import java.nio.file.Path;
import java.util.Optional;

/** Finds the engine that the user already has. */
public final class Engines {
    private static final String UNIX = "unix://";
    private static final Path DEFAULT_SOCKET = Path.of("/var/run/docker.sock");

    private Engines() {}

    /**
     * The engine of DOCKER_HOST, or the one on the usual socket, if it answers. One behind TCP is not taken: the agent needs the
     * engine's own host.
     */
    public static Optional<Engine> reachable() {
        String host = System.getenv("DOCKER_HOST");
        if (host != null && !host.isBlank() && !host.startsWith(UNIX)) {
            return Optional.empty();
        }
        Path socket = host == null || host.isBlank() ? DEFAULT_SOCKET : Path.of(host.substring(UNIX.length()));
        Engine engine = new Engine(socket, Optional.empty());
        return engine.answers() ? Optional.of(engine) : Optional.empty();
    }
}

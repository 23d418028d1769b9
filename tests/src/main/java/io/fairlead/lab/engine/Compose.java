package io.fairlead.lab.engine;

import io.fairlead.lab.run.Command;

/** Which of the two composes this machine has. */
final class Compose {
    private Compose() {}

    private static final class Found {
        static final Command COMMAND = find();

        private static Command find() {
            Command plugin = Command.of("docker", "compose");
            Command program = Command.of("docker-compose");
            if (plugin.with("version").succeeds()) {
                return plugin;
            }
            if (program.with("version").succeeds()) {
                return program;
            }
            throw new IllegalStateException(
                    "neither 'docker compose' nor 'docker-compose' works: install Debian's docker-compose");
        }
    }

    static Command command() {
        return Found.COMMAND;
    }
}

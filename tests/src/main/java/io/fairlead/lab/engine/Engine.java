package io.fairlead.lab.engine;

import io.fairlead.lab.run.Command;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A Docker Engine.
 *
 * @param socket the unix socket of its API
 * @param namespace the named network namespace that it and its bridges live in; empty = the machine's own
 */
public record Engine(Path socket, Optional<String> namespace) {
    /** For DOCKER_HOST. */
    public String host() {
        return "unix://" + socket;
    }

    /** The docker CLI, talking to this engine. */
    public Command docker(String... arguments) {
        return cli(Command.of("docker").with(arguments));
    }

    /** docker compose or docker-compose, whichever is installed, for the stack in {@code folder}. */
    public Command compose(Path folder, String project, String... arguments) {
        Command base = Compose.command().in(folder).with("--project-name", project);
        return cli(base.with(arguments));
    }

    private Command cli(Command command) {
        return command.env("DOCKER_HOST", host());
    }

    /** A program on the engine's host: in its network namespace, with the machine's own files and processes. */
    public Command onHost(String... argv) {
        return Command.of(argv).under(namespace.map(Namespaces::enter).orElse(List.of()));
    }

    /** Whether it answers now. */
    public boolean answers() {
        return docker("version", "--format", "{{.Server.Version}}").succeeds();
    }

    /** The engine's version, for instance 20.10.24. */
    public String version() {
        return docker("version", "--format", "{{.Server.Version}}").text();
    }
}

package io.fairlead.agent.cli;

import io.fairlead.agent.UserError;
import io.fairlead.agent.config.ConfigReader;
import io.fairlead.agent.status.StatusJson;
import io.fairlead.agent.status.StatusReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --socket}, for the commands that ask the running agent. */
final class SocketOption {
    private static final int OK_FROM = 200;
    private static final int OK_BELOW = 300;
    private static final int NOT_FOUND = 404;

    @Option(
            names = "--socket",
            paramLabel = "PATH",
            description = "The agent's socket, if it is not the one of the settings.")
    private Path path;

    /** What the agent answers; throws NoAgent if there is none. */
    AgentClient.Answer ask(String method, String resource) {
        Path socket = path == null
                ? ConfigReader.read(Optional.empty(), System.getenv())
                        .config()
                        .status()
                        .socket()
                : path;
        try {
            AgentClient.Answer answer = new AgentClient(socket).request(method, resource);
            if (answer.status() == NOT_FOUND) {
                throw new NoAgent(answer.body().strip());
            }
            if (answer.status() < OK_FROM || answer.status() >= OK_BELOW) {
                throw new NoAgent("The agent is not ready: " + answer.body().strip());
            }
            return answer;
        } catch (IOException e) {
            throw new NoAgent("No agent answers at " + socket + " (" + e.getMessage()
                    + "): start it with `fairlead run`, or name its socket with --socket.");
        }
    }

    /** The status, for those who can do without; empty if no agent answers. */
    Optional<StatusReport> tryStatus() {
        try {
            return Optional.of(StatusJson.read(ask("GET", "/api/v1/status").body()));
        } catch (NoAgent | UserError e) {
            return Optional.empty();
        }
    }

    /** No running agent can be asked: exit code 1. */
    static final class NoAgent extends RuntimeException {
        private static final long serialVersionUID = 1;

        NoAgent(String message) {
            super(message);
        }
    }
}

package io.fairlead.agent.cli;

import io.fairlead.agent.status.StatusJson;
import io.fairlead.agent.status.StatusTable;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "status",
        description = "Say who holds which address, how it is forwarded, and what is wrong.",
        footer = {"", "Exit code 0, or 1 if no agent answers."})
final class StatusCommand implements Callable<Integer> {
    @Option(names = "--json", description = "One JSON object, as /api/v1/status gives it.")
    private boolean json;

    @Mixin
    private SocketOption socket;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        AgentClient.Answer answer = socket.ask("GET", "/api/v1/status");
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(answer.body());
        } else {
            StatusTable.of(StatusJson.read(answer.body()), Instant.now()).forEach(out::println);
        }
        return 0;
    }
}

package io.fairlead.agent.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "release",
        description = "Have the running agent give up its LAN addresses and the forwarding.",
        footer = {
            "",
            "For maintenance or removal of this host: other hosts take over at once. The agent goes on running and holds",
            "nothing until it is started again."
        })
final class ReleaseCommand implements Callable<Integer> {
    @Mixin
    private SocketOption socket;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        AgentClient.Answer answer = socket.ask("POST", "/api/v1/release");
        spec.commandLine().getOut().println(answer.body().strip());
        return 0;
    }
}

package io.fairlead.agent.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "move",
        description = "Have the address of a service move to another member, with no connection lost.",
        footer = {
            "",
            "The holder goes on serving until the other one has the address, and finishes what it serves then.",
            "`fairlead status` says where it is, and why it did not move if it did not."
        })
final class MoveCommand implements Callable<Integer> {
    @Mixin
    private SocketOption socket;

    @Parameters(paramLabel = "SERVICE", description = "The service, as `fairlead status` names it.")
    private String service;

    @Option(
            names = "--to",
            paramLabel = "MEMBER",
            description = "The container to move it to. Without it the best of the others.")
    private String to;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        String member = Optional.ofNullable(to).map(name -> "/" + name).orElse("");
        AgentClient.Answer answer = socket.ask("POST", "/api/v1/move/" + service + member);
        spec.commandLine().getOut().println(answer.body().strip());
        return 0;
    }
}

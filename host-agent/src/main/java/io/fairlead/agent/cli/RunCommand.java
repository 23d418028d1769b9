package io.fairlead.agent.cli;

import io.fairlead.agent.Daemon;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "run",
        description = "Run the agent of this host until it is stopped.",
        footer = {
            "",
            "SIGTERM ends it and leaves addresses and forwarding in the kernel, for the next start to go on with;",
            "`fairlead release` gives them up."
        })
final class RunCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config;

    @Override
    public Integer call() throws InterruptedException {
        return Daemon.run(config.read().config());
    }
}

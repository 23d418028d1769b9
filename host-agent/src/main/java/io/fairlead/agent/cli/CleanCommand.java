package io.fairlead.agent.cli;

import io.fairlead.agent.Removal;
import io.fairlead.agent.config.AgentConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "clean",
        description = "Take everything that the agent made out of this host's kernel, to uninstall Fairlead.",
        footer = {
            "",
            "For when no agent runs any more: services, rules, LAN addresses and settings of the kernel that a stopped or",
            "killed agent left. What others made is not touched. Exit code 1 if something is left."
        })
final class CleanCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config;

    @Option(names = "--dry-run", description = "Only say what there is to remove.")
    private boolean dryRun;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        AgentConfig settings = config.read().config();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (agentRuns(settings)) {
            err.println("fairlead: the agent runs and would make everything again; stop it first, for instance with"
                    + " `docker compose stop agent`.");
            return Cli.EXIT_FAILED;
        }
        Removal removal = new Removal(settings);
        if (dryRun) {
            List<String> there = removal.belongings();
            there.forEach(out::println);
            if (there.isEmpty()) {
                out.println("There is nothing to remove.");
            }
            return 0;
        }
        Removal.Outcome outcome = removal.remove();
        outcome.done().forEach(out::println);
        outcome.left().forEach(each -> err.println("fairlead: " + each));
        if (outcome.left().isEmpty()) {
            out.println("Nothing of Fairlead is left in this host's kernel.");
        }
        return outcome.left().isEmpty() ? 0 : Cli.EXIT_FAILED;
    }

    private static boolean agentRuns(AgentConfig settings) {
        try {
            new AgentClient(settings.status().socket()).request("GET", "/api/v1/status");
            return true;
        } catch (IOException e) {
            // Nobody listens there, or there is no such socket.
            return false;
        }
    }
}

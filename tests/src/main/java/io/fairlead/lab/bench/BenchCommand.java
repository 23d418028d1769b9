package io.fairlead.lab.bench;

import io.fairlead.lab.footprint.FootprintCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./fairlead bench}. */
@Command(
        name = "bench",
        subcommands = {
            AgentKilledCommand.class,
            BlackHoleCommand.class,
            ChannelCommand.class,
            ChecksCommand.class,
            FailoverCommand.class,
            FootprintCommand.class,
            IpvsCommand.class,
            RollingCommand.class,
            SidecarsCommand.class,
            SteadyCommand.class
        },
        mixinStandardHelpOptions = true,
        description = "Measures on this machine.")
public final class BenchCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to measure");
    }
}

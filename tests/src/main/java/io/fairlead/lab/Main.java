package io.fairlead.lab;

import io.fairlead.lab.bench.BenchCommand;
import io.fairlead.lab.demo.DemoCommand;
import io.fairlead.lab.image.ImagesCommand;
import io.fairlead.lab.suite.TestCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The lab's commands behind {@code ./fairlead}; exit code 2 for a wrong command line. */
@Command(
        name = "fairlead",
        subcommands = {BenchCommand.class, DemoCommand.class, ImagesCommand.class, TestCommand.class},
        mixinStandardHelpOptions = true,
        description = "Shows, tests and measures Fairlead on this machine.")
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        CommandLine commandLine = new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler((failure, command, result) -> {
            System.err.println("fairlead: " + Failures.sentence(failure));
            return 1;
        });
        System.exit(commandLine.execute(args));
    }
}

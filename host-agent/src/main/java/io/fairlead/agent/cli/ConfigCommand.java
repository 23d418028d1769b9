package io.fairlead.agent.cli;

import io.fairlead.agent.config.Given;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "config",
        description = "Settings.",
        subcommands = ConfigCommand.Show.class,
        synopsisSubcommandLabel = "show")
final class ConfigCommand {
    @Command(name = "show", description = "Print every setting that is in force, and where it comes from.")
    static final class Show implements Callable<Integer> {
        @Mixin
        private ConfigOption config;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            Map<String, Given> given = config.read().given();
            int width = given.values().stream()
                    .mapToInt(value -> line(value).length())
                    .max()
                    .orElse(0);
            PrintWriter out = spec.commandLine().getOut();
            given.values()
                    .forEach(value -> out.println(
                            line(value) + " ".repeat(width - line(value).length()) + "  # " + value.origin()));
            return 0;
        }

        private static String line(Given value) {
            return value.key() + " = " + value.shown();
        }
    }
}

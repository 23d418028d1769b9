package io.fairlead.agent.cli;

import io.fairlead.agent.UserError;
import io.fairlead.agent.Version;
import io.fairlead.core.text.Problem;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code fairlead}. */
@Command(
        name = "fairlead",
        description = "Keeps the address of an HAProxy service alive on Docker: the host's side.",
        versionProvider = Cli.FromBuild.class,
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            StatusCommand.class,
            IpvsCommand.class,
            MoveCommand.class,
            ReleaseCommand.class,
            CleanCommand.class,
            DoctorCommand.class,
            ConfigCommand.class,
            CompletionCommand.class,
            VersionCommand.class,
            TrainCommand.class,
            Cli.AgentCommand.class
        })
public final class Cli {
    /** The user's mistakes, of arguments and of settings alike. */
    static final int EXIT_USER_ERROR = 2;

    /** There is no answer: no agent, or a fault of ours. */
    static final int EXIT_FAILED = 1;

    private Cli() {}

    /** {@code fairlead agent run}, as the image starts it. */
    @Command(name = "agent", hidden = true, subcommands = RunCommand.class, synopsisSubcommandLabel = "run")
    static final class AgentCommand {}

    /** For {@code --version}. */
    static final class FromBuild implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"fairlead " + Version.text()};
        }
    }

    /** Runs one command and gives its exit code: 0, 1 for "no answer", 2 for a mistake of the user's. */
    public static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new Cli())
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler(Cli::wrongArguments)
                .setExecutionExceptionHandler(Cli::failed)
                .execute(arguments);
    }

    private static int wrongArguments(ParameterException e, String[] arguments) {
        PrintWriter err = e.getCommandLine().getErr();
        String what = e.getMessage();
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            what += ", did you mean '" + unmatched.getSuggestions().getFirst() + "'?";
        }
        err.println("fairlead: " + what + "; `"
                + e.getCommandLine().getCommandSpec().qualifiedName() + " --help` says more.");
        return EXIT_USER_ERROR;
    }

    private static int failed(Exception e, CommandLine command, ParseResult parsed) throws Exception {
        PrintWriter err = command.getErr();
        return switch (e) {
            case UserError wrong -> {
                wrong.problems().stream().map(Problem::line).forEach(line -> err.println("fairlead: " + line));
                yield EXIT_USER_ERROR;
            }
            case SocketOption.NoAgent none -> {
                err.println(none.getMessage());
                yield EXIT_FAILED;
            }
            default -> throw e;
        };
    }
}

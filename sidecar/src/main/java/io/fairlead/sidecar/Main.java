package io.fairlead.sidecar;

import io.fairlead.core.text.Problem;
import io.fairlead.linux.ffi.Syscalls;
import io.fairlead.linux.process.LateOutput;
import io.fairlead.sidecar.config.Config;
import io.fairlead.sidecar.config.ConfigReader;
import io.fairlead.sidecar.config.ConfigurationException;
import io.fairlead.sidecar.config.ProcessSettings.LogLevel;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Entry point of the sidecar. */
public final class Main {
    /** Everything went as asked. */
    static final int OK = 0;

    /** Our own fault, or the kernel's; restarting may help. */
    static final int FAILURE = 1;

    /** The user must change something first. */
    static final int USAGE = 2;

    private Main() {}

    /** Exits with {@link #OK}, {@link #FAILURE} or {@link #USAGE}. */
    public static void main(String[] arguments) {
        // Standard error as UTF-8, whatever the locale of a container without one says.
        PrintStream error = new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8);
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        int status = run(List.of(arguments), System.getenv(), out, error);
        out.flush();
        error.flush();
        System.exit(status);
    }

    static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream error) {
        String command = String.join(" ", arguments);
        return switch (command) {
            case "--help", "-h", "help" -> {
                out.print(Help.text());
                yield OK;
            }
            case "--version" -> {
                out.println("fairlead-sidecar " + Version.TEXT);
                yield OK;
            }
            // For the build of images.
            case "--train" -> Training.run(environment, new Log(error, LogLevel.INFO));
            case "", "run" -> {
                loadNative();
                yield configured(command, environment, out, error);
            }
            case "config show", "config check", "--check-config" -> configured(command, environment, out, error);
            default -> {
                report(
                        List.of(new Problem(
                                "command line",
                                "there is no command '" + command + "'",
                                "`fairlead-sidecar --help` lists what there is")),
                        error);
                yield USAGE;
            }
        };
    }

    /** Native code takes as long to load as the configuration to read: both at once. */
    static void loadNative() {
        Thread.ofPlatform().name("native").daemon().start(Syscalls::gettid);
    }

    private static int configured(String command, Map<String, String> environment, PrintStream out, PrintStream error) {
        Config config;
        try {
            config = ConfigReader.read(environment);
        } catch (ConfigurationException e) {
            report(e.problems(), error);
            return USAGE;
        }
        return switch (command) {
            case "config show" -> ConfigCommand.show(config, out);
            case "config check", "--check-config" -> ConfigCommand.check(config, environment, out, error);
            default -> serve(config, environment, error);
        };
    }

    private static int serve(Config config, Map<String, String> environment, PrintStream error) {
        try (PrintStream late = new PrintStream(new LateOutput(error), false, StandardCharsets.UTF_8)) {
            return new Sidecar(
                            config, environment, new Log(late, config.process().logLevel()))
                    .run();
        }
    }

    /** One line for each problem. */
    static void report(List<Problem> problems, PrintStream error) {
        for (Problem problem : problems) {
            error.println("fairlead-sidecar: " + problem.line());
        }
    }
}

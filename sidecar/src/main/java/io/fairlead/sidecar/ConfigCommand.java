package io.fairlead.sidecar;

import io.fairlead.core.text.Problem;
import io.fairlead.sidecar.config.Config;
import io.fairlead.sidecar.config.HaproxySettings;
import io.fairlead.sidecar.config.Origin;
import io.fairlead.sidecar.config.Settings;
import io.fairlead.sidecar.config.Shown;
import io.fairlead.sidecar.haproxy.HaproxyCommand;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The commands about the configuration; they change nothing outside a temporary folder. */
final class ConfigCommand {
    private ConfigCommand() {}

    /** Prints every setting. */
    static int show(Config config, PrintStream out) {
        for (Shown shown : config.shown()) {
            out.println(
                    shown.key().equals(Settings.INTERFACE.key())
                            ? interfaceOf(config, shown).line()
                            : shown.line());
        }
        return Main.OK;
    }

    private static Shown interfaceOf(Config config, Shown written) {
        if (config.router().interfaceName().isPresent()) {
            return written;
        }
        List<Problem> problems = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (Placement placement : Placements.find(config.router(), problems)) {
            names.add(placement.interfaceName());
        }
        return problems.isEmpty()
                ? new Shown(written.key(), String.join(", ", names), Origin.derived("vip"))
                : new Shown(
                        written.key(),
                        written.text(),
                        new Origin(problems.getFirst().what()));
    }

    /** Checks what can be checked without being in the container's network. */
    static int check(Config config, Map<String, String> environment, PrintStream out, PrintStream error) {
        if (config.haproxy().mode() == HaproxySettings.Mode.SUPERVISE && !checkHaproxy(config, environment, error)) {
            return Main.USAGE;
        }
        out.println("the configuration can be used");
        return Main.OK;
    }

    private static boolean checkHaproxy(Config config, Map<String, String> environment, PrintStream error) {
        List<Problem> problems = new ArrayList<>();
        try {
            Path folder = Files.createTempDirectory("fairlead-check");
            try {
                Optional<HaproxyCommand> command =
                        HaproxyCommand.prepare(config.haproxy(), folder, environment, problems);
                if (command.isPresent() && !isAccepted(command.get())) {
                    problems.add(new Problem(
                            Settings.HAPROXY_CONFIG.variable(),
                            "HAProxy refuses its configuration, see its words above",
                            "correct it"));
                }
            } finally {
                HaproxyCommand.removeAddition(folder);
                Files.delete(folder);
            }
        } catch (IOException e) {
            problems.add(new Problem("HAProxy", "cannot be asked: " + e.getMessage(), "make /tmp writable"));
        }
        Main.report(problems, error);
        return problems.isEmpty();
    }

    private static boolean isAccepted(HaproxyCommand command) throws IOException {
        Process check = new ProcessBuilder(command.check()).inheritIO().start();
        try {
            return check.waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

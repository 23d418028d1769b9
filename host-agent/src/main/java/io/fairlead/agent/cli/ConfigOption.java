package io.fairlead.agent.cli;

import io.fairlead.agent.config.ConfigReader;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --config}, for every command that needs settings. */
final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings to read instead of /etc/fairlead/fairlead.conf.")
    private Path file;

    /** Throws UserError with all that is wrong. */
    ConfigReader.Result read() {
        return ConfigReader.read(Optional.ofNullable(file), System.getenv());
    }
}

package io.fairlead.lab.uml;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The scripts that the guest runs. */
final class GuestScript {
    private GuestScript() {}

    /** The guest's first process. */
    static String init() {
        try (InputStream script = GuestScript.class.getResourceAsStream("guest-init.sh")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs {@code command} in {@code directory}. */
    static String command(List<String> command, Path directory, Map<String, String> environment) {
        return environment.entrySet().stream()
                        .map(variable -> "export " + variable.getKey() + "=" + quote(variable.getValue()) + "\n")
                        .collect(Collectors.joining())
                + "cd " + quote(directory.toString()) + " && exec "
                + command.stream().map(GuestScript::quote).collect(Collectors.joining(" ")) + "\n";
    }

    /** One word for a shell. */
    static String quote(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}

package io.fairlead.sidecar.haproxy;

import io.fairlead.core.text.Problem;
import io.fairlead.sidecar.config.HaproxySettings;
import io.fairlead.sidecar.config.Settings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * HAProxy's command lines.
 *
 * @param files the operator's own, then, if needed, the one that adds a runtime socket
 * @param socket where the runtime socket is
 */
public record HaproxyCommand(Path binary, List<String> files, List<String> arguments, Path socket) {
    /** Where the images and Debian's package have it. */
    private static final List<String> USUAL_FILES =
            List.of("/usr/local/etc/haproxy/haproxy.cfg", "/etc/haproxy/haproxy.cfg");

    /** In PATH of the official image, but not of every init. */
    private static final List<String> USUAL_FOLDERS = List.of("/usr/local/sbin", "/usr/sbin");

    /** Name of the generated file. */
    private static final String ADDITION = "haproxy-runtime-socket.cfg";

    public HaproxyCommand {
        files = List.copyOf(files);
        arguments = List.copyOf(arguments);
    }

    /**
     * Finds the program and its configuration, and writes the addition.
     *
     * @param problems gets what is missing; then the result is empty
     */
    public static Optional<HaproxyCommand> prepare(
            HaproxySettings settings, Path runDirectory, Map<String, String> environment, List<Problem> problems) {
        Optional<Path> binary = find(settings.binary(), environment.getOrDefault("PATH", ""));
        if (binary.isEmpty()) {
            problems.add(
                    new Problem(
                            Settings.HAPROXY_BINARY.variable(),
                            "there is no program '" + settings.binary() + "'",
                            "install HAProxy in this image, or set FAIRLEAD_HAPROXY_MODE=attached if another container runs it"));
        }
        List<String> files = new ArrayList<>(settings.configuration().orElseGet(HaproxyCommand::usualFile));
        for (String file : files) {
            if (!Files.isReadable(Path.of(file))) {
                problems.add(new Problem(
                        Settings.HAPROXY_CONFIG.variable(),
                        "'" + file + "' cannot be read",
                        "mount HAProxy's configuration there"));
            }
        }
        if (files.isEmpty()) {
            problems.add(new Problem(
                    Settings.HAPROXY_CONFIG.variable(),
                    "there is no " + String.join(" and no ", USUAL_FILES),
                    "mount HAProxy's configuration at one of them, or name its place"));
        }
        Path socket = settings.socket().orElse(runDirectory.resolve("haproxy.sock"));
        if (settings.socket().isEmpty()) {
            writeAddition(runDirectory.resolve(ADDITION), socket, problems);
            files.add(runDirectory.resolve(ADDITION).toString());
        }
        return problems.isEmpty()
                ? Optional.of(new HaproxyCommand(binary.orElseThrow(), files, settings.arguments(), socket))
                : Optional.empty();
    }

    /** The master process in the foreground with one worker: {@code -W} for reloads without a gap. */
    public List<String> run() {
        return line("-W", "-db");
    }

    /** Only looks at the configuration; status 0 if it can be used. Not with {@code -q}, which hides what is wrong. */
    public List<String> check() {
        return line("-c");
    }

    private List<String> line(String... options) {
        List<String> line = new ArrayList<>();
        line.add(binary.toString());
        line.addAll(List.of(options));
        for (String file : files) {
            line.add("-f");
            line.add(file);
        }
        line.addAll(arguments);
        return line;
    }

    private static List<String> usualFile() {
        for (String file : USUAL_FILES) {
            if (new File(file).exists()) {
                return List.of(file);
            }
        }
        return List.of();
    }

    private static Optional<Path> find(String binary, String path) {
        if (binary.indexOf('/') >= 0) {
            return Files.isExecutable(Path.of(binary)) ? Optional.of(Path.of(binary)) : Optional.empty();
        }
        List<String> folders = new ArrayList<>(List.of(path.split(":")));
        folders.addAll(USUAL_FOLDERS);
        for (String folder : folders) {
            File file = new File(folder, binary);
            if (!folder.isEmpty() && file.isFile() && file.canExecute()) {
                return Optional.of(file.toPath());
            }
        }
        return Optional.empty();
    }

    /** Undoes what {@link #prepare} wrote. */
    public static void removeAddition(Path runDirectory) throws IOException {
        Files.deleteIfExists(runDirectory.resolve(ADDITION));
    }

    private static void writeAddition(Path file, Path socket, List<Problem> problems) {
        String text = "# Made by Fairlead at each start: lets it ask HAProxy how it is.\n" + "global\n    stats socket "
                + socket + " mode 600 level operator\n";
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            problems.add(new Problem(
                    Settings.RUN_DIRECTORY.variable(),
                    "'" + file + "' cannot be written: " + e.getMessage(),
                    "mount a tmpfs at its folder, or name another run-directory"));
        }
    }
}

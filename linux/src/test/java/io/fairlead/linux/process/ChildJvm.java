package io.fairlead.linux.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A JVM that runs a main class of the tests; its standard output is read line by line. */
final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;

    ChildJvm(Class<?> main, Map<String, String> environment) throws IOException {
        this(List.of(), main, environment);
    }

    /** Run by {@code wrapper}, a program that executes the rest of its arguments. */
    ChildJvm(List<String> wrapper, Class<?> main, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        this.process = builder.start();
        this.lines = process.inputReader(StandardCharsets.UTF_8);
    }

    Process process() {
        return process;
    }

    /** The next line; null at the end. Blocks. */
    String line() throws IOException {
        return lines.readLine();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

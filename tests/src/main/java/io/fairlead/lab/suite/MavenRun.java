package io.fairlead.lab.suite;

import io.fairlead.lab.run.Cleanup;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The unit layer: {@code mvn verify}, which also checks the format, the layers and the coverage. */
final class MavenRun implements LayerRunner {
    private static final Pattern CLASS = Pattern.compile(
            "Tests run: (\\d+), Failures: (\\d+), Errors: (\\d+), Skipped: (\\d+), Time elapsed.* -- in (.*)");

    private final Path root;
    private final Cleanup cleanup;
    private final PrintStream out;

    MavenRun(Path root, Cleanup cleanup, PrintStream out) {
        this.root = root;
        this.cleanup = cleanup;
        this.out = out;
    }

    @Override
    public LayerResult run(Layer layer, Path log) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(
                        "mvn", "-B", "--fail-at-end", "-DexcludedGroups=" + Layer.otherTags(), "verify")
                .directory(root.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .start();
        Follower follower = new Follower(process, log);
        Thread reader = Thread.ofPlatform().name("maven output").start(follower);
        int status = new Awaited(process, cleanup).exit(layer.limit());
        reader.join();
        return result(layer, follower, status, start, log);
    }

    private static LayerResult result(Layer layer, Follower follower, int status, long start, Path log) {
        Counts counts = follower.counts;
        if (status != 0 && counts.failed() == 0) {
            counts = counts.plus(new Counts(0, 1, 0));
        }
        String remark = status == 0 ? "" : String.join("; ", follower.errors) + " (" + log + ")";
        return new LayerResult(layer, counts.passed(), counts.failed(), counts.skipped(), remark, Suite.since(start));
    }

    /** Reads Maven's output to its end: all of it into the log, the classes of tests and the errors on the terminal. */
    private final class Follower implements Runnable {
        private static final int ERRORS_SHOWN = 3;

        private final Process process;
        private final Path log;
        private final List<String> errors = new ArrayList<>();
        private Counts counts = Counts.NONE;

        Follower(Process process, Path log) {
            this.process = process;
            this.log = log;
        }

        @Override
        public void run() {
            try (BufferedReader lines = process.inputReader();
                    BufferedWriter copy = Files.newBufferedWriter(log)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    copy.write(line);
                    copy.newLine();
                    take(line);
                }
            } catch (IOException e) {
                errors.add("Maven's output ended: " + e.getMessage());
            }
        }

        private void take(String line) {
            Matcher matcher = CLASS.matcher(line);
            if (matcher.find()) {
                add(matcher);
            } else if (line.startsWith("[ERROR] ") && line.length() > 9) {
                out.println("   " + line);
                if (errors.size() < ERRORS_SHOWN && line.contains("Failed to execute goal")) {
                    errors.add(line.substring("[ERROR] ".length()));
                }
            } else if (line.startsWith("[INFO] Building Fairlead")) {
                out.println("   " + line.substring("[INFO] Building ".length()));
            }
        }

        private void add(Matcher matcher) {
            int run = Integer.parseInt(matcher.group(1));
            int failed = Integer.parseInt(matcher.group(2)) + Integer.parseInt(matcher.group(3));
            int skipped = Integer.parseInt(matcher.group(4));
            counts = counts.plus(new Counts(run - failed - skipped, failed, skipped));
            out.printf("   %-6s %4d tests  %s%n", failed == 0 ? "ok" : "FAILED", run, matcher.group(5));
        }
    }
}

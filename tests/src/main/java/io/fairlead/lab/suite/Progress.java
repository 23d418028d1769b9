package io.fairlead.lab.suite;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Counts the tests and tells each on the terminal as it ends; failures in full, there and in the log. */
final class Progress implements TestExecutionListener {
    private final PrintStream terminal;
    private final PrintStream log;
    private final Map<String, Long> started = new HashMap<>();
    private Counts counts = Counts.NONE;

    Progress(PrintStream terminal, PrintStream log) {
        this.terminal = terminal;
        this.log = log;
    }

    synchronized Counts counts() {
        return counts;
    }

    @Override
    public synchronized void executionStarted(TestIdentifier test) {
        started.put(test.getUniqueId(), System.nanoTime());
        log.println("-- " + name(test));
    }

    @Override
    public synchronized void executionSkipped(TestIdentifier test, String reason) {
        count("skipped", new Counts(0, 0, 1), test, ": " + reason);
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        boolean successful = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
        if (!test.isTest() && successful) {
            return;
        }
        switch (result.getStatus()) {
            case SUCCESSFUL -> count("ok", new Counts(1, 0, 0), test, "");
            case ABORTED -> count("skipped", new Counts(0, 0, 1), test, message(result));
            case FAILED -> {
                count("FAILED", new Counts(0, 1, 0), test, message(result));
                result.getThrowable().ifPresent(failure -> failure.printStackTrace(log));
            }
        }
    }

    /** A test that takes long says how far it is. */
    @Override
    public synchronized void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        entry.getKeyValuePairs().forEach((key, value) -> {
            String line = "           ...    " + key + ": " + value;
            terminal.println(line);
            log.println(line);
        });
    }

    private void count(String word, Counts more, TestIdentifier test, String remark) {
        counts = counts.plus(more);
        long start = started.getOrDefault(test.getUniqueId(), System.nanoTime());
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        String line =
                String.format(Locale.ROOT, "   %-7s %6.1f s  %s%s", word, took.toMillis() / 1000.0, name(test), remark);
        terminal.println(line);
        log.println(line);
    }

    private static String message(TestExecutionResult result) {
        return result.getThrowable()
                .map(failure -> "\n      " + failure.toString().replace("\n", "\n      "))
                .orElse("");
    }

    private static String name(TestIdentifier test) {
        return test.getSource()
                .map(source -> switch (source) {
                    case MethodSource method -> simple(method.getClassName()) + " " + test.getDisplayName();
                    case ClassSource type -> simple(type.getClassName());
                    default -> test.getDisplayName();
                })
                .orElse(test.getDisplayName());
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}

package io.fairlead.agent;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import io.fairlead.linux.process.LateOutput;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log: one line each on standard output, for Docker or systemd to keep. */
final class Logging {
    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %msg%n";

    private Logging() {}

    /**
     * Sets it up; before this, and for commands that only ask, nothing is logged.
     *
     * @return where the lines go
     * @param level error, warn, info, debug or off
     */
    static HeldAppender start(String level) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        HeldAppender console = new HeldAppender();
        console.setContext(context);
        console.setEncoder(encoder);
        console.setImmediateFlush(false);
        console.setOutputStream(new LateOutput(new FileOutputStream(FileDescriptor.out)));
        console.start();
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(console);
        // Ours; the libraries' details are of no use to an operator.
        context.getLogger("io.fairlead").setLevel(Level.toLevel(level));
        return console;
    }

    /** Writes what is not written yet. Nothing is logged any more. */
    static void stop() {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
    }
}

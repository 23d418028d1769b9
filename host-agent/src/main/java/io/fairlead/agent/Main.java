package io.fairlead.agent;

import io.fairlead.agent.cli.Cli;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The program on each Docker host, and the command line that asks it. */
public final class Main {
    private Main() {}

    /** See {@code fairlead --help}. */
    public static void main(String[] arguments) {
        Logging.start("off");
        // A part of the agent that died silently would leave the rest waiting for it for ever.
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {
            System.err.println("fairlead: thread " + thread.getName() + " failed");
            e.printStackTrace();
            Logging.stop();
            Runtime.getRuntime().halt(1);
        });
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = Cli.execute(out, err, arguments);
        Logging.stop();
        out.flush();
        err.flush();
        System.exit(code);
    }
}

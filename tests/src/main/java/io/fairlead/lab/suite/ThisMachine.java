package io.fairlead.lab.suite;

import io.fairlead.lab.run.Cleanup;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;

/** Commands as child processes on this kernel. */
final class ThisMachine implements Machine {
    private final Cleanup cleanup;

    ThisMachine(Cleanup cleanup) {
        this.cleanup = cleanup;
    }

    @Override
    public int run(List<String> command, Duration limit) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectOutput(Redirect.INHERIT)
                .redirectError(Redirect.INHERIT)
                .start();
        return new Awaited(process, cleanup).exit(limit);
    }
}

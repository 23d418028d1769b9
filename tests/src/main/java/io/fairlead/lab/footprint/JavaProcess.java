package io.fairlead.lab.footprint;

import io.fairlead.lab.engine.Engine;

/** Finds the JVM of a container. */
final class JavaProcess {
    private JavaProcess() {}

    /** Its pid on the engine's host, which is this machine. */
    static long in(Engine engine, String container) {
        long first = Long.parseLong(engine.docker("inspect", "--format", "{{.State.Pid}}", container)
                .text());
        return ProcessHandle.of(first).stream()
                .flatMap(ProcessHandle::descendants)
                .filter(process -> process.info()
                        .command()
                        .filter(path -> path.endsWith("/java"))
                        .isPresent())
                .mapToLong(ProcessHandle::pid)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no JVM runs in the container " + container + ": "
                        + engine.docker("logs", "--tail=20", container).run().err()));
    }
}

package io.fairlead.tests.engine;

import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.fault.Usurper;
import io.fairlead.lab.run.Command;
import io.fairlead.lab.run.Repository;
import io.fairlead.lab.stack.OneHost;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A container on the members' network that is no member, with the capabilities that Docker gives to everybody. */
record UsurperContainer(Engine engine) implements AutoCloseable {
    static final String NAME = "usurper";

    /** Begins to claim the VIP of the stack {@code project} of compose/one-host. */
    static UsurperContainer start(Engine engine, String project) {
        Path java = Path.of(System.getProperty("java.home"));
        List<Path> program = program();
        Command run = engine.docker("run", "--detach", "--name", NAME, "--network", project + "_service");
        for (Path path : Stream.concat(Stream.of(java), program.stream()).toList()) {
            run = run.with("--volume", path + ":" + path + ":ro");
        }
        run.with("--entrypoint", java.resolve("bin/java").toString(), "fairlead/haproxy")
                .with("--enable-native-access=ALL-UNNAMED", "-cp")
                .with(program.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)))
                .with(Usurper.class.getName(), OneHost.VIP)
                .check();
        return new UsurperContainer(engine);
    }

    /** Of this JVM's class path our own and what calls the kernel: it is mounted at the same places. */
    private static List<Path> program() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .filter(path -> path.startsWith(Repository.root())
                        || path.getFileName().toString().matches("(jnr|jffi|asm)-.*"))
                .toList();
    }

    boolean isRunning() {
        return engine.docker("inspect", "--format", "{{.State.Running}}", NAME)
                .text()
                .equals("true");
    }

    /** What it has written, for messages. */
    String output() {
        return engine.docker("logs", NAME).run().toString();
    }

    @Override
    public void close() {
        engine.docker("rm", "--force", NAME).check();
    }
}

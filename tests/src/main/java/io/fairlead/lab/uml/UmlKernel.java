package io.fairlead.lab.uml;

import io.fairlead.lab.run.Cache;
import io.fairlead.lab.run.Folders;
import io.fairlead.lab.run.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs one command in a fresh kernel, which ends with it. The command sees the Debian tree, and of this machine's files those
 * that are shared, under the same names; /run, /tmp and /var/lib are its own and in memory. It is root there, with one
 * CPU and nothing but a loopback interface.
 *
 * @param shared folders of this machine to be seen in the guest, writable as here
 * @param memoryMegabytes the guest's memory, taken from this machine's as it is used
 */
public record UmlKernel(List<Path> shared, int memoryMegabytes, Progress progress) {
    private static final Duration TAIL_EVERY = Duration.ofMillis(100);

    public UmlKernel {
        shared = List.copyOf(shared);
    }

    /**
     * Runs {@code command} and waits for its end; its outputs go to {@code outputs} while they come.
     *
     * @return the command's exit status
     * @throws IOException if the kernel ended without one (its last console lines are in the message), or at the limit
     * @throws InterruptedException when this thread is interrupted; the kernel is gone by then
     */
    public int run(
            List<String> command, Path directory, Map<String, String> environment, Duration limit, Outputs outputs)
            throws IOException, InterruptedException {
        Path tree = UmlTree.provide(progress);
        Path exchange = Files.createTempDirectory(Cache.folder("uml"), "run-");
        try {
            Files.writeString(exchange.resolve("command"), GuestScript.command(command, directory, environment));
            Files.writeString(exchange.resolve("init"), GuestScript.init());
            Files.write(
                    exchange.resolve("shares"),
                    shared.stream().map(Path::toString).toList());
            Files.writeString(exchange.resolve("boot"), new HostScript(tree, exchange, shared, memoryMegabytes).text());
            return boot(exchange, limit, outputs);
        } finally {
            Folders.remove(exchange);
        }
    }

    private int boot(Path exchange, Duration limit, Outputs outputs) throws IOException, InterruptedException {
        progress.step("booting a kernel with ip_vs (User-Mode Linux)");
        Path console = exchange.resolve("console");
        // The kernel and all its processes live in a PID namespace, and so end together with unshare, however that
        // ends.
        Process kernel = new ProcessBuilder(
                        "unshare",
                        "--mount",
                        "--pid",
                        "--fork",
                        "--kill-child",
                        "bash",
                        exchange.resolve("boot").toString())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(console.toFile())
                .start();
        try {
            follow(kernel, exchange, limit, outputs);
        } finally {
            kernel.destroyForcibly().waitFor();
        }
        Path status = exchange.resolve("status");
        if (!Files.exists(status)) {
            throw new IOException("the UML kernel ended before its command did; its console said:\n" + last(console));
        }
        return Integer.parseInt(Files.readString(status).strip());
    }

    private static void follow(Process kernel, Path exchange, Duration limit, Outputs outputs)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        try (Tail out = new Tail(exchange.resolve("out"), outputs.out());
                Tail err = new Tail(exchange.resolve("err"), outputs.err())) {
            boolean ended = false;
            while (!ended) {
                ended = kernel.waitFor(TAIL_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                out.pass();
                err.pass();
                if (System.nanoTime() > end) {
                    throw new IOException("not done after " + limit.toMinutes() + " minutes, ended");
                }
            }
        }
    }

    private static String last(Path console) throws IOException {
        List<String> lines = new ArrayList<>(new String(Files.readAllBytes(console), StandardCharsets.UTF_8)
                .lines()
                .toList());
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    }

    /** Where the command's standard output and standard error go. */
    public record Outputs(java.io.OutputStream out, java.io.OutputStream err) {}
}

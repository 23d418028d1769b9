package io.fairlead.tests.kernel;

import io.fairlead.lab.run.Command;
import io.fairlead.linux.ffi.Fd;
import io.fairlead.linux.ffi.Syscalls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A new network namespace, entered by one thread of its own, loopback up. What runs by {@link #call} runs in it: sockets
 * opened there stay of it, programs started there are in it. With {@link #close} the namespace is gone, unless something in
 * it lives on. Needs root; a test without it fails.
 */
public final class FreshNamespace implements AutoCloseable {
    /** Longest that a test's step may take. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** A step that gives nothing. */
    public interface Step {
        void run() throws Exception;
    }

    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("fresh-namespace").factory());
    private final int tid;

    private FreshNamespace(Step entering) {
        this.tid = call(() -> {
            entering.run();
            return Syscalls.gettid();
        });
    }

    /** A namespace with nothing in it but loopback. */
    public static FreshNamespace create() {
        FreshNamespace namespace = new FreshNamespace(() -> Syscalls.unshare(Syscalls.CLONE_NEWNET));
        namespace.ip("link", "set", "lo", "up");
        return namespace;
    }

    /** The one that {@code ip netns} knows by this name, as it is; it outlives {@link #close}. */
    public static FreshNamespace named(String name) {
        return new FreshNamespace(() -> {
            try (Fd file = Fd.open("/var/run/netns/" + name, Fd.O_RDONLY)) {
                Syscalls.setns(file, Syscalls.CLONE_NEWNET);
            }
        });
    }

    /** A namespace whose interface {@code name} is up and running and has the address {@code prefix}. */
    public static FreshNamespace withInterface(String name, String prefix) {
        FreshNamespace namespace = create();
        // A veth, since not every kernel has dummy interfaces; its other end is the wire's.
        namespace.ip("link", "add", name, "type", "veth", "peer", "name", "wire");
        namespace.ip("address", "add", prefix, "dev", name);
        namespace.ip("link", "set", name, "up");
        namespace.ip("link", "set", "wire", "up");
        return namespace;
    }

    /**
     * Runs {@code body} in the namespace and gives its result; what it throws is thrown here.
     */
    public <T> T call(Callable<T> body) {
        Future<T> result = thread.submit(body);
        try {
            return result.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("a step in the namespace did not end within " + LIMIT, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted during a step in the namespace", e);
        }
    }

    public void run(Step step) {
        call(() -> {
            step.run();
            return null;
        });
    }

    /** What {@code ip} with these arguments says in the namespace; fails if it fails. */
    public String ip(String... arguments) {
        return program(concat("ip", arguments));
    }

    /** The output of a program that runs in the namespace; fails if it fails. */
    public String program(String... argv) {
        return call(() -> Command.of(argv).text());
    }

    /** Joins this namespace's new interface {@code name} with {@code otherName} in {@code other}; both are up. */
    public void connect(String name, FreshNamespace other, String otherName) {
        ip("link", "add", name, "type", "veth", "peer", "name", otherName, "netns", Integer.toString(other.tid));
        ip("link", "set", name, "up");
        other.ip("link", "set", otherName, "up");
    }

    /** For setns: the file that is this namespace. */
    public Path path() {
        return Path.of("/proc/self/task/" + tid + "/ns/net");
    }

    /** The id of the thread that keeps it, for {@code ip link … netns}. */
    public int tid() {
        return tid;
    }

    private static RuntimeException rethrown(Throwable cause) {
        return switch (cause) {
            case Error error -> throw error;
            case RuntimeException exception -> exception;
            default -> throw new AssertionError("a step in the namespace failed", cause);
        };
    }

    private static String[] concat(String first, String... rest) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(rest));
        return all.toArray(String[]::new);
    }

    @Override
    public void close() {
        thread.close();
    }
}

package io.fairlead.linux.namespace;

import io.fairlead.linux.ffi.Fd;
import io.fairlead.linux.ffi.Syscalls;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A network namespace held open: it lives until {@link #close}, even if its container is gone. Any thread.
 *
 * <p>Sockets belong to the namespace in which they were opened: open them inside {@link #call}, use them anywhere.
 */
public final class NetworkNamespace implements AutoCloseable {
    private final Path path;
    private final Fd fd;
    private final NamespaceIdentity identity;

    private NetworkNamespace(Path path, Fd fd, NamespaceIdentity identity) {
        this.path = path;
        this.fd = fd;
        this.identity = identity;
    }

    /**
     * That of a process.
     *
     * @throws io.fairlead.linux.ffi.KernelException ENOENT: no such process; EACCES: CAP_SYS_PTRACE is missing
     */
    public static NetworkNamespace ofProcess(long pid) {
        return ofPath(Path.of("/proc/" + pid + "/ns/net"));
    }

    /** That of a file such as {@code /run/netns/x} or {@code /run/docker/netns/0123}. */
    public static NetworkNamespace ofPath(Path path) {
        Fd fd = Fd.open(path.toString(), Fd.O_RDONLY);
        // Through the descriptor: the path may name another namespace by now.
        return new NetworkNamespace(path, fd, NamespaceIdentity.of(Path.of("/proc/self/fd/" + fd.number())));
    }

    /** Another handle of the same namespace, to be closed on its own. */
    public NetworkNamespace again() {
        return ofPath(Path.of("/proc/self/fd/" + fd.number()));
    }

    /** That of the calling thread. */
    public static NetworkNamespace current() {
        return ofPath(Path.of("/proc/thread-self/ns/net"));
    }

    /** Equal for two handles of the same namespace (P11). */
    public NamespaceIdentity identity() {
        return identity;
    }

    /**
     * What {@code job} returns when it runs inside. It runs on a platform thread of its own that ends afterwards: a
     * thread that failed to leave would do somebody else's work in the wrong network, and virtual threads would leak the
     * namespace into their carrier. Threads that the job starts stay inside for good.
     *
     * @throws Exception what {@code job} throws, or KernelException if the namespace cannot be entered (EPERM:
     *     CAP_SYS_ADMIN is missing)
     */
    public <T> T call(Callable<T> job) throws Exception {
        FutureTask<T> task = new FutureTask<>(() -> {
            enter();
            return job.call();
        });
        Thread.ofPlatform().name("inside " + path).daemon().start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw unwrapped(e);
        }
    }

    /** As {@link #call} for jobs that return nothing and throw nothing that is checked. */
    public void run(Runnable job) {
        try {
            call(() -> {
                job.run();
                return null;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted inside " + path, e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("a Runnable throws nothing checked", e);
        }
    }

    private void enter() {
        Syscalls.setns(fd, Syscalls.CLONE_NEWNET);
    }

    private static Exception unwrapped(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return (Exception) e.getCause();
    }

    @Override
    public void close() {
        fd.close();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}

package io.fairlead.sidecar.haproxy;

import io.fairlead.linux.ffi.Errno;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.ffi.Syscalls;
import io.fairlead.linux.process.RealTime;
import io.fairlead.linux.process.Signal;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * HAProxy's master process and its checks of configurations. What takes time happens on threads of its own, each of which
 * waits for its process; what they find out goes to {@code events}.
 */
public final class HaproxyProcess {
    /**
     * Made for this JVM by whoever started it, and harmful or meaningless to HAProxy: one malloc arena for all its threads,
     * for instance.
     */
    private static final List<String> OURS_ALONE =
            List.of("MALLOC_ARENA_MAX", "_JAVA_SR_SIGNUM", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS");

    private final HaproxyCommand command;
    private final Consumer<HaproxyEvent> events;
    private volatile Process master;
    private volatile boolean realTime;

    /**
     * Nothing is started yet.
     *
     * @param events called on other threads
     */
    public HaproxyProcess(HaproxyCommand command, Consumer<HaproxyEvent> events) {
        this.command = command;
        this.events = events;
    }

    /** From now on our threads are real-time ones, and what we start must not inherit that. */
    public void realTime() {
        realTime = true;
    }

    /** Starts the master; Spawned or NotSpawned follows, and when it is dead Exited, at once. */
    public void spawn() {
        inThread("haproxy", () -> {
            Process started;
            try {
                started = start(command.run());
            } catch (IOException e) {
                events.accept(new HaproxyEvent.NotSpawned(e.getMessage()));
                return;
            }
            master = started;
            events.accept(new HaproxyEvent.Spawned());
            events.accept(new HaproxyEvent.Exited(waitFor(started)));
        });
    }

    /** Runs {@code haproxy -c}, whose words go to our standard error; ConfigChecked follows. */
    public void checkConfig() {
        inThread("haproxy -c", () -> {
            boolean usable;
            try {
                usable = waitFor(start(command.check())) == 0;
            } catch (IOException e) {
                usable = false;
            }
            events.accept(new HaproxyEvent.ConfigChecked(usable));
        });
    }

    /** To the master, if it lives. */
    public void send(Signal signal) {
        Process process = master;
        if (process != null && process.isAlive()) {
            kill(process.pid(), signal);
        }
    }

    /** Kills the master and its workers. */
    public void kill() {
        Process process = master;
        if (process == null) {
            return;
        }
        // The workers first: without their master they cannot be found any more.
        List<ProcessHandle> workers = process.descendants().toList();
        for (ProcessHandle worker : workers) {
            kill(worker.pid(), Signal.KILL);
        }
        send(Signal.KILL);
    }

    private static void kill(long pid, Signal signal) {
        try {
            Syscalls.kill(Math.toIntExact(pid), signal.number());
        } catch (KernelException e) {
            // It died meanwhile, which its waiting thread reports.
            if (!e.is(Errno.ESRCH)) {
                throw e;
            }
        }
    }

    private Process start(List<String> line) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectOutput(Redirect.INHERIT)
                .redirectError(Redirect.INHERIT);
        Map<String, String> environment = builder.environment();
        for (String variable : OURS_ALONE) {
            environment.remove(variable);
        }
        Callable<Process> start = builder::start;
        try {
            return realTime ? RealTime.atNormalPriority(start) : start.call();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private static int waitFor(Process process) {
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("nobody interrupts the threads that wait for HAProxy", e);
            }
        }
        return process.exitValue();
    }

    private static void inThread(String name, Runnable job) {
        Thread.ofPlatform().name(name).daemon().stackSize(256 * 1024).start(job);
    }
}

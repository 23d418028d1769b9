package io.fairlead.linux.process;

import io.fairlead.linux.ffi.Errno;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.ffi.Syscalls;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.IntConsumer;

/** Real-time scheduling and locked memory for this process: asked for, never required (P43). */
public final class RealTime {
    /** Bit of CAP_IPC_LOCK in CapEff (include/uapi/linux/capability.h). */
    private static final int CAP_IPC_LOCK = 14;

    /**
     * Without real time. Under 8 busy processes on 2 cores, a thread that every 10 ms had 3 ms of work was late by 3 ms in the
     * median with this slice, by 56 ms without it, and by 0.1 ms under SCHED_FIFO (Linux 6.18; 250 times each).
     */
    private static final long SLICE_NANOS = Duration.ofMillis(1).toNanos();

    /** A JVM at its start makes a few threads, not one after the other for ever. */
    private static final int MOST_PASSES = 20;

    private RealTime() {}

    /**
     * What was obtained.
     *
     * @param scheduled whether every thread has SCHED_FIFO
     * @param locked whether the memory is locked
     * @param words one line each, for the log
     */
    public record Outcome(boolean scheduled, boolean locked, List<String> words) {
        public Outcome {
            words = List.copyOf(words);
        }
    }

    /**
     * Asks for SCHED_FIFO for all threads of this process, and for locked memory. Threads started later inherit it, and so
     * do child processes: see {@link #atNormalPriority}. What is refused SCHED_FIFO gets short slices.
     *
     * @param priority 1–99
     */
    public static Outcome request(int priority) {
        String scheduling = schedule(priority);
        String locking = lockMemory();
        return new Outcome(
                scheduling.isEmpty(),
                locking.isEmpty(),
                List.of(
                        scheduling.isEmpty()
                                ? "all threads run under SCHED_FIFO with priority " + priority
                                : "no real-time scheduling: " + scheduling,
                        locking.isEmpty() ? "memory is locked" : "memory is not locked: " + locking));
    }

    /**
     * Runs {@code job} on a thread with ordinary scheduling: processes started by it do not inherit SCHED_FIFO. Start
     * every child in here.
     */
    public static <T> T atNormalPriority(Callable<T> job) throws Exception {
        FutureTask<T> task = new FutureTask<>(() -> {
            leave(0);
            return job.call();
        });
        Thread.ofPlatform().name("normal priority").start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (Exception) e.getCause();
        }
    }

    /** Empty, or why not. A real-time thread still waits for the VM's own threads at a collection: all or none. */
    private static String schedule(int priority) {
        try {
            forEachThread(thread -> Syscalls.schedSetscheduler(thread, Syscalls.SCHED_FIFO, priority));
            return "";
        } catch (KernelException e) {
            forEachThread(RealTime::leave);
            shorten();
            return e.is(Errno.EPERM)
                    ? "ulimit rtprio (or CAP_SYS_NICE) is missing, or this control group has no cpu.rt_runtime_us (EPERM)"
                    : e.getMessage();
        }
    }

    /** Real time can be left without a right; who may not become ordinary is of the idle class, and was not in it. */
    private static void leave(int thread) {
        try {
            Syscalls.schedSetscheduler(thread, Syscalls.SCHED_OTHER, 0);
        } catch (KernelException e) {
            if (!e.is(Errno.EPERM)) {
                throw e;
            }
        }
    }

    private static void shorten() {
        try {
            forEachThread(thread -> Syscalls.schedSlice(thread, SLICE_NANOS));
        } catch (KernelException e) {
            // A sandbox that knows not this call: then as everybody else.
        }
    }

    /** Again until a pass finds no new thread: one may have been started by a thread whose turn had not come. */
    private static void forEachThread(IntConsumer schedule) {
        Set<String> done = new HashSet<>();
        List<String> threads = threads();
        for (int pass = 0; pass < MOST_PASSES && !done.containsAll(threads); pass++) {
            for (String thread : threads) {
                if (done.add(thread)) {
                    unlessGone(schedule, Integer.parseInt(thread));
                }
            }
            threads = threads();
        }
    }

    private static void unlessGone(IntConsumer schedule, int thread) {
        try {
            schedule.accept(thread);
        } catch (KernelException e) {
            if (!e.is(Errno.ESRCH)) {
                throw e;
            }
        }
    }

    private static List<String> threads() {
        String[] names = new File("/proc/self/task").list();
        return names == null ? List.of() : List.of(names);
    }

    /** Empty, or why not. */
    private static String lockMemory() {
        try {
            if (!mayLockWithoutLimit()) {
                // Within a limit it may succeed now and make some later mmap of the JVM fail.
                return "CAP_IPC_LOCK is missing";
            }
            // On fault: without it every reserved page of the JVM would become resident.
            Syscalls.mlockall(Syscalls.MCL_CURRENT | Syscalls.MCL_FUTURE | Syscalls.MCL_ONFAULT);
            return "";
        } catch (KernelException | IOException e) {
            return e.getMessage();
        }
    }

    private static boolean mayLockWithoutLimit() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("CapEff:")) {
                long effective = Long.parseUnsignedLong(line.substring(7).strip(), 16);
                return (effective >> CAP_IPC_LOCK & 1) == 1;
            }
        }
        return false;
    }
}

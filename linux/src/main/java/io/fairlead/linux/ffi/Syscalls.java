package io.fairlead.linux.ffi;

/** System calls about namespaces, processes and threads. They concern the calling thread where they say so. */
public final class Syscalls {
    public static final int CLONE_FS = 0x200;
    public static final int CLONE_NEWNS = 0x20000;
    public static final int CLONE_NEWCGROUP = 0x2000000;
    public static final int CLONE_NEWNET = 0x40000000;

    public static final int SCHED_OTHER = 0;
    public static final int SCHED_FIFO = 1;
    public static final int SCHED_BATCH = 3;
    /** struct sched_attr, its first form, and where sched_runtime is in it (uapi/linux/sched/types.h). */
    private static final int SCHED_ATTR_SIZE = 48;

    private static final int SCHED_ATTR_RUNTIME = 24;

    public static final int SCHED_RESET_ON_FORK = 0x40000000;

    public static final int MCL_CURRENT = 1;
    public static final int MCL_FUTURE = 2;
    public static final int MCL_ONFAULT = 4;

    private Syscalls() {}

    /** Moves the calling thread, which must be a platform thread, into {@code namespace}; {@code type} is a CLONE_NEW… */
    public static void setns(Fd namespace, int type) {
        Kernel.call(() -> "setns " + namespace, () -> Libc.setns(namespace.number(), type));
    }

    /** Gives the calling thread, which must be a platform thread, namespaces of its own. */
    public static void unshare(int flags) {
        Kernel.call(() -> "unshare 0x" + Integer.toHexString(flags), () -> Libc.unshare(flags));
    }

    /** A descriptor that is readable when process {@code pid} has ended (Linux 5.3). */
    public static Fd pidfdOpen(int pid) {
        String what = "pidfd of " + pid;
        return Fd.owning(
                (int) Kernel.call(() -> "pidfd_open " + pid, () -> SyscallNumber.PIDFD_OPEN.call(pid, 0, 0, 0)), what);
    }

    /** Sends {@code signal} to exactly the process that {@code pidfd} was opened for. */
    public static void pidfdSendSignal(Fd pidfd, int signal) {
        Kernel.call(
                () -> "pidfd_send_signal " + signal + " to " + pidfd,
                () -> SyscallNumber.PIDFD_SEND_SIGNAL.call(pidfd.number(), signal, 0, 0));
    }

    public static void kill(int pid, int signal) {
        Kernel.call(() -> "kill " + pid + " with " + signal, () -> Libc.kill(pid, signal));
    }

    /** The calling thread's id, as in /proc/self/task. */
    public static int gettid() {
        return (int) Kernel.call("gettid", () -> SyscallNumber.GETTID.call(0, 0, 0, 0));
    }

    /**
     * Sets how a thread is scheduled.
     *
     * @param tid a thread's id; 0: the calling one
     * @param priority 1–99 for SCHED_FIFO, 0 for SCHED_OTHER and SCHED_BATCH
     */
    public static void schedSetscheduler(int tid, int policy, int priority) {
        NativeBuffer parameter = NativeBuffer.allocate(Integer.BYTES);
        parameter.bytes().putInt(0, priority);
        Kernel.call(
                () -> "sched_setscheduler " + tid + " priority " + priority,
                () -> SyscallNumber.SCHED_SETSCHEDULER.call(tid, policy, parameter.address(), 0));
    }

    /**
     * Has an ordinarily scheduled thread run in slices of that length. Needs no right. From Linux 6.12 on the one with shorter
     * slices goes first when it wakes, and takes over from those with longer ones; older kernels ignore it.
     *
     * @param tid a thread's id; 0: the calling one
     * @param sliceNanos the kernel keeps it within 100 µs and 100 ms
     */
    public static void schedSlice(int tid, long sliceNanos) {
        NativeBuffer attributes = NativeBuffer.allocate(SCHED_ATTR_SIZE);
        attributes.bytes().putInt(0, SCHED_ATTR_SIZE);
        attributes.bytes().putInt(4, SCHED_OTHER);
        attributes.bytes().putLong(SCHED_ATTR_RUNTIME, sliceNanos);
        Kernel.call(
                () -> "sched_setattr " + tid + " slice " + sliceNanos + " ns",
                () -> SyscallNumber.SCHED_SETATTR.call(tid, attributes.address(), 0, 0));
    }

    /** Keeps the process's memory from being paged out; {@code flags} of MCL_…. */
    public static void mlockall(int flags) {
        Kernel.call("mlockall", () -> SyscallNumber.MLOCKALL.call(flags, 0, 0, 0));
    }

    /** prctl(2); the result's meaning depends on {@code option}. */
    public static long prctl(int option, long a, long b, long c) {
        return Kernel.call(() -> "prctl " + option, () -> SyscallNumber.PRCTL.call(option, a, b, c));
    }
}

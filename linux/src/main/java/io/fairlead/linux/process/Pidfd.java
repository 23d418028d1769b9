package io.fairlead.linux.process;

import io.fairlead.linux.ffi.Errno;
import io.fairlead.linux.ffi.Fd;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.ffi.PollSet;
import io.fairlead.linux.ffi.Syscalls;
import java.time.Duration;

/**
 * A process held by its descriptor (pidfd_open(2), Linux 5.3): it cannot become another process with the same number.
 * Give {@link #fd} to a Poller to hear of the death at once; that works for any process, not only for children.
 */
public final class Pidfd implements AutoCloseable {
    private final long pid;
    private final Fd fd;

    private Pidfd(long pid, Fd fd) {
        this.pid = pid;
        this.fd = fd;
    }

    /**
     * Opens one.
     *
     * @throws KernelException ESRCH: there is no such process; EINVAL: it is a thread
     */
    public static Pidfd open(long pid) {
        return new Pidfd(pid, Syscalls.pidfdOpen(Math.toIntExact(pid)));
    }

    /** Takes over a descriptor of process {@code pid} that the kernel gave in another way. */
    public static Pidfd owning(long pid, Fd fd) {
        return new Pidfd(pid, fd);
    }

    /** Readable once the process is dead, also while it is a zombie. */
    public int fd() {
        return fd.number();
    }

    public long pid() {
        return pid;
    }

    public boolean isDead() {
        return awaitDeath(Duration.ZERO);
    }

    /** Whether it died within {@code limit}. Blocks: not for a program's loop. */
    public boolean awaitDeath(Duration limit) {
        long deadlineNanos = System.nanoTime() + limit.toNanos();
        PollSet pollSet = new PollSet(1);
        pollSet.watch(0, fd.number(), PollSet.POLLIN);
        long left = limit.toNanos();
        while (pollSet.await(1, Math.max(0, left)) == 0) {
            left = deadlineNanos - System.nanoTime();
            if (left <= 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Sends a signal.
     *
     * @return false if the process is gone
     */
    public boolean send(Signal signal) {
        try {
            Syscalls.pidfdSendSignal(fd, signal.number());
            return true;
        } catch (KernelException e) {
            if (e.is(Errno.ESRCH)) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        fd.close();
    }
}

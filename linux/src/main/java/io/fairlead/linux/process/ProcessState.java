package io.fairlead.linux.process;

import io.fairlead.linux.ffi.Fd;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.ffi.NativeBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a process does at the moment, as /proc/pid/stat tells it (proc_pid_stat(5)). The file is held open: a look costs one read,
 * and never meets another process that has got the same number. One thread.
 */
public final class ProcessState implements AutoCloseable {
    /** A name of 15 octets at most, and 50 numbers. */
    private static final int LONGEST = 1024;

    /** Places behind the name: field 3 is the first of them. */
    private static final int STATE = 0;

    private static final int FLAGS = 9 - 3;
    private static final int PENDING = 31 - 3;

    /** PF_EXITING (include/linux/sched.h). */
    private static final long EXITING = 0x4;

    /** No state of the kernel's. */
    private static final char GONE = '-';

    private static final long KILLED = 1L << (Signal.KILL.number() - 1);

    private final Optional<Fd> file;
    private final NativeBuffer buffer = NativeBuffer.allocate(LONGEST);

    private ProcessState(Optional<Fd> file) {
        this.file = file;
    }

    /** Of the process that has the number {@code pid} now; if none has, of one that is gone. */
    public static ProcessState of(long pid) {
        try {
            return new ProcessState(Optional.of(Fd.open("/proc/" + pid + "/stat", Fd.O_RDONLY)));
        } catch (KernelException e) {
            return new ProcessState(Optional.empty());
        }
    }

    /** Whether it is stopped by a signal or a tracer; false also when it is gone. */
    public boolean isStopped() {
        char state = stateOf(fields());
        return state == 'T' || state == 't';
    }

    /**
     * Whether it never executes an instruction of its own again: it is on its way out, or killed, or gone. That is known
     * before its end is: a big one takes milliseconds to leave its memory, and the first process of a container is the last
     * of it.
     */
    public boolean isEnding() {
        String[] fields = fields();
        char state = stateOf(fields);
        return switch (state) {
            case 'Z', 'X', GONE -> true;
            default ->
                (Long.parseLong(fields[FLAGS]) & EXITING) != 0
                        || (Long.parseUnsignedLong(fields[PENDING]) & KILLED) != 0;
        };
    }

    /** The program's name, 15 characters of it at most; empty when it is gone. */
    public String name() {
        String stat = text();
        int end = stat.lastIndexOf(')');
        return end < 0 ? "" : stat.substring(stat.indexOf('(') + 1, end);
    }

    private static char stateOf(String[] fields) {
        return fields.length <= PENDING ? GONE : fields[STATE].charAt(0);
    }

    private String[] fields() {
        String stat = text();
        // The name before them is in parentheses and may hold some itself.
        return stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
    }

    /** Empty when it is gone. */
    private String text() {
        if (file.isEmpty()) {
            return "";
        }
        try {
            int length = file.get().readFromStart(buffer);
            return StandardCharsets.ISO_8859_1
                    .decode(buffer.bytes().slice(0, length))
                    .toString();
        } catch (KernelException e) {
            // ESRCH: it is gone.
            return "";
        }
    }

    @Override
    public void close() {
        file.ifPresent(Fd::close);
    }
}

package io.fairlead.linux.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process does at the moment, as /proc/pid/stat tells it (proc_pid_stat(5)). */
public final class ProcessState {
    /** Places behind the name: field 3 is the first of them. */
    private static final int STATE = 0;

    private static final int FLAGS = 9 - 3;
    private static final int PENDING = 31 - 3;

    /** PF_EXITING (include/linux/sched.h). */
    private static final long EXITING = 0x4;

    /** No state of the kernel's. */
    private static final char GONE = '-';

    private static final long KILLED = 1L << (Signal.KILL.number() - 1);

    private ProcessState() {}

    /** Whether it is stopped by a signal or a tracer; false also when it is gone. */
    public static boolean isStopped(long pid) {
        char state = stateOf(fields(pid));
        return state == 'T' || state == 't';
    }

    /**
     * Whether it never executes an instruction of its own again: it is on its way out, or killed, or gone. That is known
     * before its end is: a big one takes milliseconds to leave its memory, and the first process of a container is the last
     * of it.
     */
    public static boolean isEnding(long pid) {
        String[] fields = fields(pid);
        char state = stateOf(fields);
        return switch (state) {
            case 'Z', 'X', GONE -> true;
            default ->
                (Long.parseLong(fields[FLAGS]) & EXITING) != 0
                        || (Long.parseUnsignedLong(fields[PENDING]) & KILLED) != 0;
        };
    }

    private static char stateOf(String[] fields) {
        return fields.length <= PENDING ? GONE : fields[STATE].charAt(0);
    }

    private static String[] fields(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            // The name before them is in parentheses and may hold some itself.
            return stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        } catch (IOException e) {
            return new String[0];
        }
    }
}

package io.fairlead.linux.ffi;

import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/**
 * Child processes by posix_spawn(3) of the C library (2.34 or newer). The JDK's own way is a program in between and a dozen
 * classes for threads that wait: 20 ms of a starting program, where this takes one.
 */
public final class Spawn {
    private static final LibcFunction POSIX_SPAWN = new LibcFunction("posix_spawn");
    private static final LibcFunction ACTIONS_INIT = new LibcFunction("posix_spawn_file_actions_init");
    private static final LibcFunction ACTIONS_ADDOPEN = new LibcFunction("posix_spawn_file_actions_addopen");
    private static final LibcFunction ACTIONS_CLOSEFROM = new LibcFunction("posix_spawn_file_actions_addclosefrom_np");
    private static final LibcFunction ACTIONS_DESTROY = new LibcFunction("posix_spawn_file_actions_destroy");
    private static final LibcFunction ATTRIBUTES_INIT = new LibcFunction("posix_spawnattr_init");
    private static final LibcFunction ATTRIBUTES_SETFLAGS = new LibcFunction("posix_spawnattr_setflags");
    private static final LibcFunction ATTRIBUTES_SETSIGDEFAULT = new LibcFunction("posix_spawnattr_setsigdefault");
    private static final LibcFunction WAITPID = new LibcFunction("waitpid");

    /** More than posix_spawnattr_t and posix_spawn_file_actions_t have on any of our architectures (336 and 80). */
    private static final int ROOM = 512;

    /** Of spawn.h. */
    private static final int POSIX_SPAWN_SETSIGDEF = 0x04;

    /** Of spawn.h. What posix_spawnattr_init leaves are the values that we want: no signal blocked, SCHED_OTHER. */
    private static final int POSIX_SPAWN_SETSIGMASK = 0x08;

    private static final int POSIX_SPAWN_SETSCHEDULER = 0x20;

    private static final int WNOHANG = 1;

    private Spawn() {}

    /**
     * Starts a program with /dev/null as its standard input, our outputs, no other descriptor of ours, no signal blocked
     * or ignored, and ordinary scheduling, or ours where that may not become ordinary (SCHED_IDLE). Returns when it has become
     * that program.
     *
     * @param command the program's path and its arguments
     * @return its process id; the caller collects it by {@link #collect}
     * @throws KernelException if it cannot be started: ENOENT, EACCES…
     */
    public static int start(List<String> command, Map<String, String> environment) {
        NativeBuffer actions = NativeBuffer.allocate(ROOM);
        NativeBuffer attributes = NativeBuffer.allocate(ROOM);
        NativeBuffer nothing = NativeBuffer.ofString("/dev/null");
        NativeBuffer everySignal = SignalFd.allSignals();
        NativeBuffer path = NativeBuffer.ofString(command.getFirst());
        Words arguments = Words.of(command);
        Words variables = Words.of(environment.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList());
        NativeBuffer pid = NativeBuffer.allocate(Integer.BYTES);
        ACTIONS_INIT.call(actions.address());
        try {
            ACTIONS_ADDOPEN.call(actions.address(), 0, nothing.address(), Fd.O_RDONLY, 0);
            ACTIONS_CLOSEFROM.call(actions.address(), 3);
            ATTRIBUTES_INIT.call(attributes.address());
            ATTRIBUTES_SETSIGDEFAULT.call(attributes.address(), everySignal.address());
            IntFunction<Errno> spawn = flags -> {
                ATTRIBUTES_SETFLAGS.call(attributes.address(), POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | flags);
                return new Errno((int) POSIX_SPAWN.call(
                        pid.address(),
                        path.address(),
                        actions.address(),
                        attributes.address(),
                        arguments.pointers.address(),
                        variables.pointers.address()));
            };
            Errno errno = spawn.apply(POSIX_SPAWN_SETSCHEDULER);
            if (errno.equals(Errno.EPERM)) {
                errno = spawn.apply(0);
            }
            if (errno.number() != 0) {
                throw new KernelException("start " + command.getFirst(), errno);
            }
        } finally {
            ACTIONS_DESTROY.call(actions.address());
            // The addresses alone keep nothing alive.
            Reference.reachabilityFence(List.of(nothing, everySignal, path, attributes, arguments, variables));
        }
        return pid.bytes().getInt(0);
    }

    /**
     * The end of a child of ours, which is forgotten with that; empty if it still runs.
     *
     * @return its exit status, or 128 and the number of the signal that killed it
     */
    public static OptionalInt collect(int pid) {
        NativeBuffer status = NativeBuffer.allocate(Integer.BYTES);
        long ended = Kernel.call(() -> "waitpid " + pid, () -> WAITPID.call(pid, status.address(), WNOHANG));
        int word = status.bytes().getInt(0);
        int signal = word & 0x7f;
        return ended == 0 ? OptionalInt.empty() : OptionalInt.of(signal != 0 ? 128 + signal : word >> 8 & 0xff);
    }

    /** Strings as C has them: pointers to each, and a null pointer behind the last. */
    private record Words(NativeBuffer octets, NativeBuffer pointers) {
        static Words of(List<String> words) {
            byte[] all = (String.join("\0", words) + "\0").getBytes(StandardCharsets.UTF_8);
            NativeBuffer octets = NativeBuffer.of(all);
            NativeBuffer pointers = NativeBuffer.allocate((words.size() + 1) * Long.BYTES);
            int begin = 0;
            for (int i = 0; i < words.size(); i++) {
                pointers.bytes().putLong(i * Long.BYTES, octets.address() + begin);
                while (all[begin++] != 0) {}
            }
            return new Words(octets, pointers);
        }
    }
}

package io.fairlead.agent.channel;

import io.fairlead.linux.process.Pidfd;
import io.fairlead.linux.unix.UnixConnection;
import java.util.Optional;
import java.util.function.LongFunction;

/** Who is at the other end, by the kernel's word alone. */
sealed interface Identity {
    /** A living process of a container; the descriptor is the receiver's to close. */
    record Proved(String container, Pidfd process) implements Identity {}

    /** Nobody who may speak. */
    record Unproved(Refused reason) implements Identity {}

    /**
     * The process that connected, if it lives, and its container. It is held before its control group is read and found alive
     * after, so that the group is not that of another which got its number.
     */
    static Identity of(UnixConnection connection, LongFunction<Optional<String>> containers) {
        int pid = connection.peer().pid();
        if (pid <= 0) {
            return new Unproved(Refused.NO_PID);
        }
        Optional<Pidfd> process = connection.peerProcess();
        if (process.isEmpty()) {
            return new Unproved(Refused.GONE);
        }
        Optional<String> container = containers.apply(pid);
        boolean gone = process.get().isDead();
        if (gone || container.isEmpty()) {
            process.get().close();
            return new Unproved(gone ? Refused.GONE : Refused.NO_CONTAINER);
        }
        return new Proved(container.get(), process.get());
    }
}

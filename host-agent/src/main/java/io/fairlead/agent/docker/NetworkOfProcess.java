package io.fairlead.agent.docker;

import io.fairlead.linux.namespace.NamespaceIdentity;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** In which network a container's first process is. */
final class NetworkOfProcess {
    private NetworkOfProcess() {}

    /** The inode of its network namespace; 0: it has ended, or may not be looked at. */
    static long inode(long pid) {
        if (pid == 0) {
            return 0;
        }
        try {
            return NamespaceIdentity.of(Path.of("/proc", Long.toString(pid), "ns", "net"))
                    .inode();
        } catch (UncheckedIOException e) {
            return 0;
        }
    }
}

package io.fairlead.agent.member;

import io.fairlead.linux.cgroup.ContainerId;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.namespace.NamespaceIdentity;
import io.fairlead.linux.namespace.NetworkNamespace;
import io.fairlead.linux.rtnetlink.Link;
import io.fairlead.linux.rtnetlink.RouteSocket;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which container is behind a port of the host: the one whose network namespace has the port's other end. Looked for in
 * /proc, since the engine does not tell; only when something was dropped. One thread.
 */
final class Offenders {
    private static final int MOST_REMEMBERED = 1024;

    private final Map<Integer, String> known = new HashMap<>();

    /** The id of the container; empty if no process of one is found there. */
    Optional<String> container(Link port) {
        String before = known.get(port.index());
        if (before != null) {
            return Optional.of(before);
        }
        Optional<String> found = search(port);
        if (known.size() < MOST_REMEMBERED) {
            found.ifPresent(id -> known.put(port.index(), id));
        }
        return found;
    }

    private static Optional<String> search(Link port) {
        Set<NamespaceIdentity> seen = new HashSet<>();
        seen.add(NamespaceIdentity.of(Path.of("/proc/thread-self/ns/net")));
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> isNew(pid, seen) && hasOtherEnd(pid, port))
                .findFirst()
                .flatMap(ContainerId::ofProcess);
    }

    private static boolean isNew(long pid, Set<NamespaceIdentity> seen) {
        try {
            return seen.add(NamespaceIdentity.of(Path.of("/proc/" + pid + "/ns/net")));
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static boolean hasOtherEnd(long pid, Link port) {
        try (NetworkNamespace namespace = NetworkNamespace.ofProcess(pid)) {
            return namespace.call(() -> {
                try (RouteSocket routes = RouteSocket.open()) {
                    return routes.linkByIndex(port.peer().orElse(0))
                            .filter(link -> link.peer().orElse(0) == port.index())
                            .isPresent();
                }
            });
        } catch (KernelException | UncheckedIOException e) {
            return false;
        } catch (Exception e) {
            throw new IllegalStateException("cannot look into the namespace of " + pid, e);
        }
    }
}

package io.fairlead.agent.docker;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The engine's unix socket, as a container has it mounted. A dockerd that makes its socket itself makes a new one when it
 * starts; the mount is of the old one then, for ever, and only a new mount leads to the new one.
 */
public final class EngineSocket {
    /** Of a listening socket in the column Flags (net/unix/af_unix.c: __SO_ACCEPTCON). */
    private static final String LISTENS = "00010000";

    /** What has become of it. */
    public enum State {
        /** It is there, or this is no socket of the file system. */
        THERE,
        /** It was removed, and nobody listens at a socket of its name. */
        REMOVED,
        /** It was removed, and somebody listens at another one of its name: the engine is back. */
        REPLACED
    }

    private final URI host;
    private final Path table;

    public EngineSocket(URI host) {
        this(host, Path.of("/proc/self/net/unix"));
    }

    /** {@code table}: the kernel's list of the host's unix sockets, which one sees in its network namespace. */
    EngineSocket(URI host, Path table) {
        this.host = host;
        this.table = table;
    }

    /** Looks now. */
    public State state() {
        if (!"unix".equals(host.getScheme())) {
            return State.THERE;
        }
        Path socket = Path.of(host.getPath());
        try {
            if ((Integer) Files.getAttribute(socket, "unix:nlink") > 0) {
                return State.THERE;
            }
            String ending = "/" + socket.getFileName();
            return Files.readAllLines(table).stream().anyMatch(line -> line.contains(LISTENS) && line.endsWith(ending))
                    ? State.REPLACED
                    : State.REMOVED;
        } catch (IOException e) {
            // No file at all: this is no mount, and the path will lead to a new socket.
            return State.THERE;
        }
    }
}

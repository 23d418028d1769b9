package io.fairlead.lab.fault;

import java.nio.file.Path;

/**
 * A process in a container.
 *
 * @param pid in the engine's PID namespace
 * @param parent likewise
 * @param arguments its command line, joined with spaces
 */
public record ContainerProcess(long pid, long parent, String arguments) {
    /** Its launcher gives the JVM the argument file of this name. */
    private static final String SIDECAR = "fairlead-sidecar";

    private static final String AGENT = "fairlead-agent";

    /** HAProxy's master or one of its workers. */
    public boolean isHaproxy() {
        return program().equals("haproxy");
    }

    /** One of keepalived's. */
    public boolean isKeepalived() {
        return program().equals("keepalived");
    }

    /** The sidecar's JVM. */
    public boolean isSidecar() {
        return program().equals("java") && arguments.contains(SIDECAR);
    }

    /** The host agent's JVM. */
    public boolean isAgent() {
        return program().equals("java") && arguments.contains(AGENT);
    }

    private String program() {
        return Path.of(arguments.split(" ", 2)[0]).getFileName().toString();
    }
}

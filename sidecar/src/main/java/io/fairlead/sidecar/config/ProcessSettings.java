package io.fairlead.sidecar.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the process itself behaves.
 *
 * @param runDirectory for sockets, the generated HAProxy configuration and the health file; on a tmpfs at best
 * @param agentSocket where the agent of this host listens, if there is one; empty: it is not looked for
 * @param nonlocalBind let HAProxy bind the virtual address while it is elsewhere (P06)
 */
public record ProcessSettings(
        Path runDirectory, Optional<Path> agentSocket, RealTime realTime, boolean nonlocalBind, LogLevel logLevel) {
    /** Whether to ask for SCHED_FIFO. */
    public enum RealTime {
        /** Take it where the kernel gives it. */
        AUTO,
        /** Do not start without it. */
        ON,
        OFF
    }

    /** The least that is written to standard error. */
    public enum LogLevel {
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    public ProcessSettings {
        if (agentSocket.isPresent() && !agentSocket.get().isAbsolute()) {
            throw new Mistake(
                    "agent.socket: '" + agentSocket.get() + "' is a relative path",
                    "write one that begins with a slash, or off");
        }
        if (!runDirectory.isAbsolute()) {
            throw new Mistake(
                    "run-directory: '" + runDirectory + "' is a relative path", "write one that begins with a slash");
        }
    }
}

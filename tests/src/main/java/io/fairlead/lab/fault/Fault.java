package io.fairlead.lab.fault;

import com.github.dockerjava.api.DockerClient;
import io.fairlead.lab.run.Command;
import java.util.List;
import java.util.function.Predicate;

/** What can be done to a container that serves, and how it is undone. */
public enum Fault {
    KILL("kill", "docker kill"),
    PAUSE("pause", "docker pause"),
    UNPAUSE("unpause", "docker unpause"),
    STOP("stop", "docker stop"),
    START("start", "docker start"),
    KILL_HAPROXY("kill-haproxy", "kill -9 of HAProxy"),
    HANG_HAPROXY("hang-haproxy", "SIGSTOP of HAProxy"),
    RESUME_HAPROXY("resume-haproxy", "SIGCONT of HAProxy"),
    KILL_SIDECAR("kill-sidecar", "kill -9 of the sidecar"),
    RESUME_SIDECAR("resume-sidecar", "SIGCONT of the sidecar"),
    KILL_AGENT("kill-agent", "kill -9 of the host");

    private final String key;
    private final String words;

    Fault(String key, String words) {
        this.key = key;
        this.words = words;
    }

    /** For machines and command lines. */
    public String key() {
        return key;
    }

    /** For people. */
    public String words() {
        return words;
    }

    /** Does it, and returns when the engine or the kernel says that it is done. */
    public Injection inject(ServiceContainer container) {
        // Looking up whom to signal takes longer than the signal: it is not on the clock.
        Runnable action = prepare(container);
        long start = System.nanoTime();
        action.run();
        return new Injection(this, container.name(), start, System.nanoTime());
    }

    /**
     * An injected fault.
     *
     * @param startNanos when it was asked for, System.nanoTime
     * @param endNanos when it was done
     */
    public record Injection(Fault fault, String container, long startNanos, long endNanos) {}

    private Runnable prepare(ServiceContainer container) {
        DockerClient client = container.api().client();
        String id = container.id();
        return switch (this) {
            case KILL -> client.killContainerCmd(id)::exec;
            case PAUSE -> client.pauseContainerCmd(id)::exec;
            case UNPAUSE -> client.unpauseContainerCmd(id)::exec;
            case STOP -> client.stopContainerCmd(id)::exec;
            case START -> client.startContainerCmd(id)::exec;
            case KILL_HAPROXY -> signal("KILL", container, ContainerProcess::isHaproxy);
            case HANG_HAPROXY -> signal("STOP", container, ContainerProcess::isHaproxy);
            case RESUME_HAPROXY -> signal("CONT", container, ContainerProcess::isHaproxy);
            case KILL_SIDECAR -> signal("KILL", container, ContainerProcess::isSidecar);
            case RESUME_SIDECAR -> signal("CONT", container, ContainerProcess::isSidecar);
            case KILL_AGENT -> signal("KILL", container, ContainerProcess::isAgent);
        };
    }

    /**
     * One program sends the signal to all that match, so that no HAProxy lives on to mourn another. Whoever ends with another
     * before its own signal comes is no error; the caller waits for the consequences.
     */
    private static Runnable signal(String signal, ServiceContainer container, Predicate<ContainerProcess> which) {
        List<ContainerProcess> all = container.processes();
        List<String> pids = all.stream()
                .filter(which)
                .map(process -> String.valueOf(process.pid()))
                .toList();
        if (pids.isEmpty()) {
            throw new IllegalStateException(
                    "no process in " + container.name() + " to send SIG" + signal + " to; it has " + all);
        }
        return Command.of("kill", "-" + signal).with(pids.toArray(String[]::new))::run;
    }
}

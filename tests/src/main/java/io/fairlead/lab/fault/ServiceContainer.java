package io.fairlead.lab.fault;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import io.fairlead.core.net.IpAddress;
import java.util.Arrays;
import java.util.List;

/**
 * The container of a compose service.
 *
 * @param name the service's name, such as h1
 * @param id the container's
 */
public record ServiceContainer(EngineApi api, String name, String id) {
    /** How it stands now: running, paused, exited… */
    public String status() {
        return String.valueOf(state().getStatus());
    }

    /** Whether it runs, is not paused, and its HEALTHCHECK, if it has one, says healthy. */
    public boolean healthy() {
        ContainerState state = state();
        boolean checked =
                state.getHealth() == null || "healthy".equals(state.getHealth().getStatus());
        return "running".equals(state.getStatus()) && checked;
    }

    /** Its first process, in the engine's PID namespace; 0 if it does not run. */
    public long pid() {
        Long pid = state().getPidLong();
        return pid == null ? 0 : pid;
    }

    /** Its own IPv4 address on its only network. */
    public IpAddress address() {
        return api.client().inspectContainerCmd(id).exec().getNetworkSettings().getNetworks().values().stream()
                .map(network -> IpAddress.parse(String.valueOf(network.getIpAddress())))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " is on no network"));
    }

    private ContainerState state() {
        return api.client().inspectContainerCmd(id).exec().getState();
    }

    /** Its processes, the first one first; empty if it does not run. */
    public List<ContainerProcess> processes() {
        return Arrays.stream(api.client()
                        .topContainerCmd(id)
                        .withPsArgs("-eo pid,ppid,args")
                        .exec()
                        .getProcesses())
                .map(fields -> new ContainerProcess(
                        Long.parseLong(fields[0]), Long.parseLong(fields[1]), fields[fields.length - 1]))
                .toList();
    }
}

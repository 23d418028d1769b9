package io.fairlead.tests.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.agent.Agent;
import io.fairlead.agent.AgentAction;
import io.fairlead.agent.AgentEvent;
import io.fairlead.agent.AgentState;
import io.fairlead.agent.config.AgentConfig;
import io.fairlead.agent.config.ConfigReader;
import io.fairlead.agent.forwarding.ForwardedService;
import io.fairlead.agent.forwarding.ForwardingSettings;
import io.fairlead.agent.forwarding.ForwardingStatus;
import io.fairlead.agent.forwarding.KernelForwarding;
import io.fairlead.agent.forwarding.SyncSettings;
import io.fairlead.core.model.HostInterface;
import io.fairlead.core.model.Observed;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.linux.ipvs.SyncDaemon.Role;
import io.fairlead.linux.ipvs.Timeouts;
import io.fairlead.tests.kernel.FreshNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The agent's way from fairlead.conf to the kernel of a namespace, without Docker and VRRP. */
final class ConfiguredDirector implements AutoCloseable {
    private final FreshNamespace director;
    private final Path folder;
    private final KernelForwarding forwarding;

    ConfiguredDirector(FreshNamespace director, Path folder, ForwardingSettings.Preference preference) {
        this(director, folder, Timeouts.AS_THEY_ARE, Optional.empty(), preference);
    }

    /** With settings of IPVS as a whole. */
    ConfiguredDirector(
            FreshNamespace director,
            Path folder,
            Timeouts timeouts,
            Optional<SyncSettings> sync,
            ForwardingSettings.Preference preference) {
        this.director = director;
        this.folder = folder;
        this.forwarding = director.call(() -> KernelForwarding.open(
                new ForwardingSettings(preference, true, false, timeouts, sync, folder.resolve("forwarding.json"))));
    }

    /** As the agent does when its LAN addresses come and go. */
    void share(Role... roles) {
        director.run(() -> forwarding.share(Set.of(roles)));
    }

    /** Brings the kernel to what these lines say; all of it must be in place afterwards. */
    ForwardingStatus apply(List<String> lines) throws IOException {
        List<ForwardedService> desired = desired(lines);
        ForwardingStatus status = director.call(() -> forwarding.apply(desired));
        assertThat(status.problems()).isEmpty();
        assertThat(status.inPlace()).isEqualTo(desired);
        return status;
    }

    /** Brings the kernel to this; without a word on what is missing. */
    ForwardingStatus apply(ForwardedService... desired) {
        return director.call(() -> forwarding.apply(List.of(desired)));
    }

    /** What the agent makes of these lines. */
    List<ForwardedService> desired(List<String> lines) throws IOException {
        Path file = folder.resolve("fairlead.conf");
        Files.write(file, lines);
        AgentConfig config = ConfigReader.read(Optional.of(file), Map.of("FAIRLEAD_AGENT_LAN_VRRP", "off"))
                .config();
        Observed observed = new Observed(
                List.of(),
                List.of(),
                List.of(new HostInterface(
                        "eth0", List.of(IpPrefix.parse("10.2.0.1/24"), IpPrefix.parse("fd02::1/64")))));
        var transition = new Agent(config.lanDefaults(), config.services())
                .step(AgentState.INITIAL, new AgentEvent.EngineSeen(observed, "none"), 0);
        assertThat(transition.state().problems()).isEmpty();
        return transition.actions().stream()
                .filter(AgentAction.ApplyForwarding.class::isInstance)
                .map(AgentAction.ApplyForwarding.class::cast)
                .findFirst()
                .orElseThrow()
                .desired();
    }

    @Override
    public void close() {
        director.run(forwarding::close);
    }
}

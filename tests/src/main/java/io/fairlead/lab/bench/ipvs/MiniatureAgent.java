package io.fairlead.lab.bench.ipvs;

import io.fairlead.agent.Agent;
import io.fairlead.agent.AgentAction;
import io.fairlead.agent.AgentEvent;
import io.fairlead.agent.AgentState;
import io.fairlead.agent.AgentTransition;
import io.fairlead.agent.config.AgentConfig;
import io.fairlead.agent.config.ConfigReader;
import io.fairlead.agent.forwarding.ForwardingSettings;
import io.fairlead.agent.forwarding.ForwardingStatus;
import io.fairlead.agent.forwarding.KernelForwarding;
import io.fairlead.core.model.HostInterface;
import io.fairlead.core.model.Observed;
import io.fairlead.core.net.IpPrefix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The agent's way from fairlead.conf and from what checks find to the kernel, on one thread; without Docker and VRRP. */
final class MiniatureAgent implements AutoCloseable {
    private static final Observed NO_CONTAINERS = new Observed(
            List.of(), List.of(), List.of(new HostInterface("eth0", List.of(IpPrefix.parse("10.5.255.1/16")))));

    private final Agent agent;
    private final KernelForwarding forwarding;
    private AgentState state = AgentState.INITIAL;

    private MiniatureAgent(Agent agent, KernelForwarding forwarding) {
        this.agent = agent;
        this.forwarding = forwarding;
    }

    /** Reads the configuration; changes nothing yet. Without the rules for clients next to containers: others write none. */
    static MiniatureAgent open(Path folder) {
        AgentConfig config = ConfigReader.read(
                        Optional.of(folder.resolve("fairlead.conf")), Map.of("FAIRLEAD_AGENT_LAN_VRRP", "off"))
                .config();
        return new MiniatureAgent(
                new Agent(config.lanDefaults(), config.services()),
                KernelForwarding.open(new ForwardingSettings(
                        ForwardingSettings.Preference.IPVS, true, false, folder.resolve("forwarding.json"))));
    }

    static void configure(Path folder, ManyServices services) throws IOException {
        Files.write(folder.resolve("fairlead.conf"), services.configuration());
    }

    /** Its first look at Docker: brings the kernel to the whole configuration. */
    void start() {
        step(new AgentEvent.EngineSeen(NO_CONTAINERS, "none"));
    }

    /** The look that comes every few seconds. */
    void check() {
        step(new AgentEvent.CheckDue());
    }

    /** Checks found something. */
    void hear(AgentEvent.HealthSeen health) {
        step(health);
    }

    private void step(AgentEvent event) {
        AgentTransition transition = agent.step(state, event, System.nanoTime());
        state = transition.state();
        for (AgentAction action : transition.actions()) {
            if (action instanceof AgentAction.ApplyForwarding(var desired)) {
                ForwardingStatus status = forwarding.apply(desired);
                if (status.inPlace().size() != desired.size()
                        || !status.problems().isEmpty()) {
                    throw new IllegalStateException(
                            status.inPlace().size() + " of " + desired.size() + " in place: " + status.problems());
                }
                step(new AgentEvent.ForwardingApplied(desired, status));
            }
        }
    }

    /** Takes everything out of the kernel. */
    void giveUp() {
        forwarding.apply(List.of());
    }

    @Override
    public void close() {
        forwarding.close();
    }
}

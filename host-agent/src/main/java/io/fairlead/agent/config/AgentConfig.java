package io.fairlead.agent.config;

import io.fairlead.agent.check.CheckSurroundings;
import io.fairlead.agent.forwarding.ForwardingSettings;
import io.fairlead.agent.forwarding.SyncSettings;
import io.fairlead.core.ipvs.Scheduler;
import io.fairlead.core.model.ConfiguredService;
import io.fairlead.core.model.LanDefaults;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.restart.RestartConfig;
import io.fairlead.core.text.Problem;
import io.fairlead.core.vrrp.Authentication;
import io.fairlead.core.vrrp.ChecksumForm;
import io.fairlead.core.vrrp.Lease;
import io.fairlead.core.vrrp.Version;
import io.fairlead.core.vrrp.VirtualRouterConfig.Announcements;
import io.fairlead.linux.ipvs.Timeouts;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Everything that can be set; {@code reference.conf} says what each means, its unit and its default. */
public record AgentConfig(
        DockerConfig docker,
        LanConfig lan,
        ForwardingConfig forwarding,
        StatusConfig status,
        Path channelSocket,
        boolean guard,
        RestartSettings restart,
        List<ConfiguredService> services,
        CheckSurroundings checks,
        Path stateFolder,
        String logLevel) {

    public record DockerConfig(URI host, Duration resyncInterval, Duration patience) {}

    /** The virtual routers on the LAN; all have the same settings but for address, interface and VRID. */
    public record LanConfig(
            boolean vrrp,
            OptionalInt virtualRouterId,
            String interfaceName,
            Version version,
            int priority,
            Duration advertisementInterval,
            boolean preempt,
            Duration preemptDelay,
            Set<IpAddress> peers,
            Authentication authentication,
            ChecksumForm checksum,
            Announcements announcements,
            Lease lease,
            boolean releaseOnStop) {
        public LanConfig {
            peers = Set.copyOf(peers);
        }
    }

    /** {@code timeouts} 0: as the kernel has them; {@code sync} empty: no connections are shared with other hosts. */
    public record ForwardingConfig(
            ForwardingSettings.Preference mode,
            String scheduler,
            boolean sysctls,
            boolean hairpin,
            Duration checkInterval,
            Timeouts timeouts,
            Optional<SyncSettings> sync) {}

    /** Where to ask how the agent is; {@code http} empty: only by the socket. */
    public record StatusConfig(Path socket, Optional<InetSocketAddress> http) {}

    /**
     * When containers with the label are restarted.
     *
     * @param timeLimit of one attempt
     */
    public record RestartSettings(RestartConfig rules, Duration timeLimit) {}

    /** With the services that these texts define; what is wrong with them becomes a problem. */
    AgentConfig withServices(ServiceTexts texts, List<Problem> problems) {
        return new AgentConfig(
                docker,
                lan,
                forwarding,
                status,
                channelSocket,
                guard,
                restart,
                texts.read(lanDefaults(), problems),
                checks,
                stateFolder,
                logLevel);
    }

    /** What stands in for missing labels. */
    public LanDefaults lanDefaults() {
        return new LanDefaults(
                lan.vrrp(), lan.virtualRouterId(), lan.interfaceName(), new Scheduler(forwarding.scheduler()));
    }

    public ForwardingSettings forwardingSettings() {
        return new ForwardingSettings(
                forwarding.mode(),
                forwarding.sysctls(),
                forwarding.hairpin(),
                forwarding.timeouts(),
                forwarding.sync(),
                stateFolder.resolve("forwarding"));
    }

    /** Where the agent notes which LAN addresses it put where. */
    public Path addressesFile() {
        return stateFolder.resolve("lan-addresses");
    }
}

package io.fairlead.tests.ipvs;

import io.fairlead.agent.forwarding.ForwardedService;
import io.fairlead.agent.forwarding.ForwardingSettings;
import io.fairlead.agent.forwarding.ForwardingStatus;
import io.fairlead.agent.forwarding.KernelForwarding;
import io.fairlead.core.ipvs.Destination;
import io.fairlead.core.ipvs.Scheduler;
import io.fairlead.core.ipvs.ServiceEntry;
import io.fairlead.core.ipvs.ServiceKey;
import io.fairlead.core.ipvs.TransportProtocol;
import io.fairlead.core.ipvs.VirtualService;
import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.tests.kernel.FreshNamespace;
import java.nio.file.Path;
import java.util.List;

/** The agent's forwarding in a namespace; {@link #restarted} is what a killed and restarted agent is. */
final class Forwarder implements AutoCloseable {
    private final FreshNamespace host;
    private final ForwardingSettings settings;
    private KernelForwarding forwarding;

    Forwarder(FreshNamespace host, ForwardingSettings settings) {
        this.host = host;
        this.settings = settings;
        this.forwarding = host.call(() -> KernelForwarding.open(settings));
    }

    static ForwardingSettings settings(Path folder) {
        return new ForwardingSettings(
                ForwardingSettings.Preference.AUTO, true, true, folder.resolve("forwarding.json"));
    }

    /** TCP on the LAN VIP to port 80 of the container VIP. */
    static ForwardedService tcp(int lanPort) {
        return service(TransportProtocol.TCP, AddressFamily.IPV4, lanPort);
    }

    static ForwardedService service(TransportProtocol protocol, AddressFamily family, int lanPort) {
        boolean v4 = family == AddressFamily.IPV4;
        IpAddress lanVip = v4 ? DockerHost.LAN_VIP : DockerHost.LAN_VIP6;
        IpAddress containerVip = v4 ? DockerHost.CONTAINER_VIP : DockerHost.CONTAINER_VIP6;
        IpPrefix subnet = v4 ? DockerHost.SUBNET : DockerHost.SUBNET6;
        ServiceKey key = new ServiceKey.Address(protocol, lanVip, lanPort);
        return new ForwardedService(
                "web",
                lanVip,
                ServiceEntry.of(VirtualService.of(key, Scheduler.RR), Destination.masq(containerVip, 80)),
                List.of(subnet));
    }

    ForwardingStatus apply(ForwardedService... desired) {
        return host.call(() -> forwarding.apply(List.of(desired)));
    }

    /** The agent is killed: nothing is given up, nothing but the kernel and the file is remembered. */
    void restarted() {
        close();
        forwarding = host.call(() -> KernelForwarding.open(settings));
    }

    @Override
    public void close() {
        host.run(forwarding::close);
    }
}

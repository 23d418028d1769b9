package io.fairlead.agent.forwarding;

import io.fairlead.core.ipvs.ServiceKey;
import io.fairlead.core.ipvs.TransportProtocol;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import java.util.List;
import java.util.stream.Stream;

/**
 * One port of a LAN virtual address that goes to a port of a container virtual address, both of one family.
 *
 * @param service the name that status and log use
 * @param lanPort 1–65535
 * @param scheduler the kernel's name of it, for instance {@code rr} (ip_vs.h); checked when it was read
 * @param containerPort 1–65535
 * @param bridgeSubnets the subnets of the networks that hold the container VIP: clients in them need source NAT (P24)
 */
public record ForwardedService(
        String service,
        IpAddress lanVip,
        int lanPort,
        Protocol protocol,
        String scheduler,
        IpAddress containerVip,
        int containerPort,
        List<IpPrefix> bridgeSubnets) {
    /** What is forwarded: the protocols that IPVS balances by port. */
    public enum Protocol {
        TCP,
        UDP
    }

    public ForwardedService {
        if (lanVip.family() != containerVip.family()) {
            throw new IllegalArgumentException(lanVip + " and " + containerVip + " are of different families");
        }
        bridgeSubnets = List.copyOf(bridgeSubnets);
    }

    /** The key of the IPVS service. */
    ServiceKey.Address key() {
        TransportProtocol transport = switch (protocol) {
            case TCP -> TransportProtocol.TCP;
            case UDP -> TransportProtocol.UDP;
        };
        return new ServiceKey.Address(transport, lanVip, lanPort);
    }

    /** Whom the container would answer past this host: its neighbours; and this host, which calls with the LAN VIP. */
    Stream<IpPrefix> hairpinClients() {
        return Stream.concat(bridgeSubnets.stream(), Stream.of(IpPrefix.host(lanVip)))
                .distinct();
    }

    /** As in {@code web TCP 192.168.1.156:80}. */
    String words() {
        return service + " " + key();
    }
}

package io.fairlead.agent.forwarding;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import java.util.List;

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
}

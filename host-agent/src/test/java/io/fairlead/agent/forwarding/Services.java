package io.fairlead.agent.forwarding;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import java.util.List;

/** Forwarded services for tests. */
final class Services {
    private Services() {}

    /** TCP {@code lanPort} of 192.168.1.156 to {@code containerPort} of 172.18.0.201, whose subnet is 172.18.0.0/16. */
    static ForwardedService v4(int lanPort, int containerPort) {
        return new ForwardedService(
                "web",
                IpAddress.parse("192.168.1.156"),
                lanPort,
                ForwardedService.Protocol.TCP,
                "rr",
                IpAddress.parse("172.18.0.201"),
                containerPort,
                List.of(IpPrefix.parse("172.18.0.0/16")));
    }

    /** UDP 53 of fd9c::156 to fd18::201, whose subnet is fd18::/64. */
    static ForwardedService v6() {
        return new ForwardedService(
                "dns",
                IpAddress.parse("fd9c::156"),
                53,
                ForwardedService.Protocol.UDP,
                "rr",
                IpAddress.parse("fd18::201"),
                5353,
                List.of(IpPrefix.parse("fd18::/64")));
    }
}

package io.fairlead.agent.forwarding;

import io.fairlead.core.ipvs.Destination;
import io.fairlead.core.ipvs.Scheduler;
import io.fairlead.core.ipvs.ServiceEntry;
import io.fairlead.core.ipvs.ServiceKey;
import io.fairlead.core.ipvs.TransportProtocol;
import io.fairlead.core.ipvs.VirtualService;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import java.time.Duration;
import java.util.List;

/** Forwarded services for tests. */
final class Services {
    static final IpAddress LAN_VIP = IpAddress.parse("192.168.1.156");
    static final IpPrefix SUBNET = IpPrefix.parse("172.18.0.0/16");

    private Services() {}

    /** TCP {@code lanPort} of 192.168.1.156 to {@code containerPort} of 172.18.0.201, whose subnet is 172.18.0.0/16. */
    static ForwardedService v4(int lanPort, int containerPort) {
        return v4(lanPort, VirtualService.of(tcp(lanPort), Scheduler.RR), masq("172.18.0.201", containerPort, 1));
    }

    /** As it is given, with that LAN VIP and subnet. */
    static ForwardedService v4(int lanPort, VirtualService service, Destination... destinations) {
        return new ForwardedService(
                "web", LAN_VIP, ServiceEntry.of(service, destinations), List.of(SUBNET, IpPrefix.parse("fd18::/64")));
    }

    /** One that drains those that leave for a minute, but for {@code dead}. */
    static ForwardedService draining(List<Destination.Key> dead, Destination... destinations) {
        ForwardedService plain = v4(80, VirtualService.of(tcp(80), Scheduler.RR), destinations);
        return new ForwardedService(
                plain.service(),
                plain.lanVip(),
                plain.entry(),
                plain.clients(),
                new ForwardedService.Leave(Duration.ofMinutes(1).toNanos(), dead));
    }

    static ServiceKey tcp(int lanPort) {
        return new ServiceKey.Address(TransportProtocol.TCP, LAN_VIP, lanPort);
    }

    static Destination masq(String address, int port, int weight) {
        return Destination.masq(IpAddress.parse(address), port).withWeight(weight);
    }

    /** UDP 53 of fd9c::156 to fd18::201, on a network that has 172.18.0.0/16 and fd18::/64. */
    static ForwardedService v6() {
        IpAddress vip = IpAddress.parse("fd9c::156");
        return new ForwardedService(
                "dns",
                vip,
                ServiceEntry.of(
                        VirtualService.of(new ServiceKey.Address(TransportProtocol.UDP, vip, 53), Scheduler.RR),
                        masq("fd18::201", 5353, 1)),
                List.of(SUBNET, IpPrefix.parse("fd18::/64")));
    }
}

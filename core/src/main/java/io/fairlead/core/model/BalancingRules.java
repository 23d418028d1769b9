package io.fairlead.core.model;

import io.fairlead.core.ipvs.ForwardingMethod;
import io.fairlead.core.ipvs.ServiceFlag;
import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import java.util.List;
import java.util.OptionalInt;

/** What in a {@link Balancing} contradicts itself, or the ports that it is for. */
final class BalancingRules {
    private final Balancing balancing;
    private final AddressFamily family;
    private final List<PublishedPort> ports;
    private final boolean marked;
    private final BalancingReader.Complaints complaints;

    private BalancingRules(
            Balancing balancing,
            AddressFamily family,
            List<PublishedPort> ports,
            boolean marked,
            BalancingReader.Complaints complaints) {
        this.balancing = balancing;
        this.family = family;
        this.ports = ports;
        this.marked = marked;
        this.complaints = complaints;
    }

    /** Complains; {@code marked} says that packets with a firewall mark are taken too. */
    static void check(
            Balancing balancing,
            AddressFamily family,
            List<PublishedPort> ports,
            boolean marked,
            BalancingReader.Complaints complaints) {
        BalancingRules rules = new BalancingRules(balancing, family, ports, marked, complaints);
        rules.onePacket();
        rules.thresholds();
        rules.everyPort();
        rules.method();
        if (balancing.targets() instanceof Targets.Listed(List<Target> targets)) {
            rules.listed(targets);
        }
        balancing.outage().sorry().ifPresent(rules::sorry);
        rules.outage();
    }

    private void onePacket() {
        if (balancing.flags().contains(ServiceFlag.ONEPACKET)
                && ports.stream().anyMatch(port -> port.protocol() != PublishedPort.Protocol.UDP)) {
            complaints.add(
                    BalancingKey.ONE_PACKET,
                    "is for UDP alone, and another protocol is published",
                    "remove it, or publish only UDP ports");
        }
    }

    private void thresholds() {
        compare(balancing.lowerThreshold(), balancing.upperThreshold(), BalancingKey.LOWER_THRESHOLD, "");
    }

    private void compare(int lower, int upper, BalancingKey key, String whose) {
        if (lower > upper) {
            complaints.add(
                    key,
                    "the lower threshold " + lower + whose + " is above the upper one, which is "
                            + (upper == 0 ? "not set" : upper),
                    "make it less, or set upper-threshold");
        }
    }

    /** The kernel schedules connections to any port only by templates. */
    private void everyPort() {
        if (balancing.persistence().isEmpty() && ports.stream().anyMatch(PublishedPort::isEvery)) {
            complaints.add(
                    BalancingKey.PERSISTENCE,
                    "missing, and a service for all ports needs it: the kernel refuses connections without",
                    "add persistence, for instance " + BalancingKey.PERSISTENCE.example());
        }
    }

    private void method() {
        if (balancing.method() == ForwardingMethod.MASQ) {
            return;
        }
        String name = balancing.method() == ForwardingMethod.DROUTE ? "dr" : "tunnel";
        if (!(balancing.targets() instanceof Targets.Listed)) {
            complaints.add(
                    BalancingKey.METHOD,
                    "method " + name + " cannot reach containers behind this host: their answers would come back to it"
                            + " with its own address as source, which the kernel drops",
                    "use nat, or list servers outside this host in targets");
        }
        ports.stream()
                .filter(port -> port.lanPort() != port.vipPort())
                .forEach(port -> complaints.add(
                        BalancingKey.METHOD,
                        "method " + name + " cannot change the port, and " + port + " does",
                        "publish " + port.lanText() + ", or use nat"));
    }

    private void listed(List<Target> targets) {
        for (Target target : targets) {
            place(BalancingKey.TARGETS, target);
            compare(
                    balancing.lowerFor(target.lowerThreshold()),
                    balancing.upperFor(target.upperThreshold()),
                    BalancingKey.TARGETS,
                    " of " + target);
        }
        int total = targets.stream().mapToInt(Target::weight).sum();
        if (balancing.outage().quorum() > 1 && balancing.outage().quorum() > total) {
            complaints.add(
                    BalancingKey.QUORUM,
                    balancing.outage().quorum() + " can never be reached: all targets together have weight " + total,
                    "make it less, or give the targets more weight");
        }
    }

    private void place(BalancingKey key, Target target) {
        IpAddress address = target.address();
        if (address.isUnspecified() || address.isMulticast()) {
            complaints.add(key, address + " is not an address of a host", "name the server's own address");
        } else if (address.family() != family && balancing.method() != ForwardingMethod.TUNNEL) {
            complaints.add(
                    key,
                    address + " and the LAN VIP are of different families, which only method tunnel can bridge",
                    "use addresses of one family");
        }
        if (target.port().isPresent()) {
            port(key, target, target.port());
        }
    }

    private void port(BalancingKey key, Target target, OptionalInt own) {
        if (marked || ports.stream().anyMatch(PublishedPort::isEvery)) {
            complaints.add(
                    key,
                    target + " has a port, but packets with a firewall mark and those to all ports keep theirs",
                    "leave out the port");
        } else if (balancing.method() != ForwardingMethod.MASQ
                && ports.stream().anyMatch(port -> port.lanPort() != own.getAsInt())) {
            complaints.add(
                    key,
                    target + " has another port than the one that is published, and only nat can change it",
                    "leave out the port, or use nat");
        }
    }

    private void sorry(Target sorry) {
        place(BalancingKey.SORRY, sorry);
        if (balancing.targets() instanceof Targets.Listed(List<Target> targets)
                && targets.stream()
                        .anyMatch(target -> target.address().equals(sorry.address())
                                && (target.port().equals(sorry.port())
                                        || target.port().isEmpty()
                                        || sorry.port().isEmpty()))) {
            complaints.add(
                    BalancingKey.SORRY,
                    sorry + " is a target already, and would fail with it",
                    "name another server, or remove it");
        }
    }

    private void outage() {
        if (balancing.outage().hysteresis() > 0
                && balancing.outage().hysteresis() >= balancing.outage().quorum()) {
            complaints.add(
                    BalancingKey.QUORUM_HYSTERESIS,
                    balancing.outage().hysteresis() + " is not below the quorum, which is "
                            + balancing.outage().quorum() + ", so that it could never be lost",
                    "make it less");
        }
    }
}

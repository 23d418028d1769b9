package io.fairlead.core.diagnosis;

import io.fairlead.core.diagnosis.Chain.Hook;
import io.fairlead.core.model.LanSide;
import io.fairlead.core.model.Member;
import io.fairlead.core.model.PublishedPort;
import io.fairlead.core.model.Service;
import io.fairlead.core.model.Targets;
import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.vrrp.Vrrp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which packets must pass where, so that services are reached and routers hear each other. */
final class FilteredPackets {
    private static final String BRIDGE_FILTER = "net.bridge.bridge-nf-call-iptables";

    private final Facts facts;
    private final List<Wanted> wanted = new ArrayList<>();

    private FilteredPackets(Facts facts) {
        this.facts = facts;
    }

    /**
     * A packet that must pass the filters of a network at these hooks.
     *
     * @param address the virtual address that depends on it
     * @param bridged it does not leave its bridge
     */
    record Wanted(NetworkFacts network, Packet packet, IpAddress address, boolean bridged, List<Hook> hooks) {
        Wanted {
            hooks = List.copyOf(hooks);
        }
    }

    static List<Wanted> of(Facts facts) {
        FilteredPackets packets = new FilteredPackets(facts);
        facts.published().forEach(packets::fromLan);
        facts.model().services().forEach(packets::add);
        return packets.wanted;
    }

    private void add(Service service) {
        if (!facts.ipvs().used()) {
            service.lan().ifPresent(lan -> forwarded(service, lan));
        }
        service.segment().bridge().ifPresent(bridge -> onBridge(service, bridge));
        service.members().forEach(member -> inside(service, member));
    }

    private void fromLan(Facts.Published published) {
        LanSide lan = published.lan();
        IpAddress address = published.address();
        Optional<String> face = Optional.of(lan.interfaceName());
        for (PublishedPort port : lan.ports()) {
            if (!port.isEvery()) {
                Packet packet =
                        connection(address, port.lanPort(), port.protocol()).from(face, Optional.empty(), clients(lan));
                add(facts.host(), packet, address, Hook.PREROUTING);
                if (facts.ipvs().used()) {
                    add(facts.host(), packet, address, Hook.INPUT);
                }
            }
        }
        if (lan.virtualRouterId().isPresent()) {
            add(facts.host(), vrrp(address, face, Optional.empty()), address, Hook.INPUT);
            add(facts.host(), vrrp(address, Optional.empty(), face), address, Hook.OUTPUT);
        }
    }

    /** Without IPVS what was for the LAN VIP is for the container VIP by then. */
    private void forwarded(Service service, LanSide lan) {
        if (!(lan.balancing().targets() instanceof Targets.ContainerVip)) {
            return;
        }
        IpAddress address = lan.address().address();
        for (PublishedPort port : lan.ports()) {
            if (!port.isEvery()) {
                Packet asked = connection(address, port.lanPort(), port.protocol())
                        .from(
                                Optional.of(lan.interfaceName()),
                                service.segment().bridge(),
                                clients(lan));
                Packet rewritten = new Packet(
                        asked.words(),
                        asked.in(),
                        asked.out(),
                        asked.source(),
                        service.vip(),
                        asked.protocol(),
                        port.vipPort(),
                        address,
                        port.lanPort());
                add(facts.host(), rewritten, address, Hook.FORWARD);
            }
        }
    }

    /** The LAN's own subnet: rules that let it in are right. */
    private Optional<IpPrefix> clients(LanSide lan) {
        return facts.host().face(lan.interfaceName()).stream()
                .flatMap(each -> each.addresses().stream())
                .map(Face.Address::prefix)
                .filter(prefix -> prefix.length() < prefix.address().family().octets() * 8)
                .filter(prefix -> prefix.contains(lan.address().address()))
                .findFirst();
    }

    private void onBridge(Service service, String bridge) {
        IpAddress vip = service.vip();
        Optional<String> over = Optional.of(bridge);
        for (Port port : ports(service)) {
            add(
                    facts.host(),
                    connection(vip, port.number(), port.protocol()).from(Optional.empty(), over, Optional.empty()),
                    vip,
                    Hook.OUTPUT);
        }
        if (facts.host().number(BRIDGE_FILTER) == 1) {
            wanted.add(new Wanted(facts.host(), vrrp(vip, over, over), vip, true, List.of(Hook.FORWARD)));
        }
    }

    private void inside(Service service, Member member) {
        NetworkFacts network = facts.members().get(member.containerId());
        if (network == null) {
            return;
        }
        IpAddress vip = service.vip();
        Optional<String> face = network.faces().stream()
                .filter(each -> member.addresses().stream().anyMatch(each::has))
                .map(Face::name)
                .findFirst();
        for (Port port : ports(service)) {
            add(
                    network,
                    connection(vip, port.number(), port.protocol()).from(face, Optional.empty(), Optional.empty()),
                    vip,
                    Hook.PREROUTING,
                    Hook.INPUT);
        }
        add(network, vrrp(vip, face, Optional.empty()), vip, Hook.INPUT);
        add(network, vrrp(vip, Optional.empty(), face), vip, Hook.OUTPUT);
    }

    private void add(NetworkFacts network, Packet packet, IpAddress address, Hook... hooks) {
        wanted.add(new Wanted(network, packet, address, false, List.of(hooks)));
    }

    /** A port of the container VIP. */
    private record Port(int number, PublishedPort.Protocol protocol) {}

    /** Without a LAN side nobody says which ports matter: any will do to find rules that are about the address. */
    private static List<Port> ports(Service service) {
        return service.lan()
                .map(lan -> lan.ports().stream()
                        .filter(port -> !port.isEvery())
                        .map(port -> new Port(port.vipPort(), port.protocol()))
                        .toList())
                .orElse(List.of(new Port(80, PublishedPort.Protocol.TCP)));
    }

    /** A connection of which it is not said yet where it comes from. */
    private record Unplaced(IpAddress to, int port, int protocol) {
        Packet from(Optional<String> in, Optional<String> out, Optional<IpPrefix> source) {
            String text = to.family() == AddressFamily.IPV6 ? "[" + to + "]" : to.toString();
            String words = "connections to " + text + ":" + port;
            return new Packet(words, in, out, source, to, protocol, port, to, port);
        }
    }

    private static Unplaced connection(IpAddress to, int port, PublishedPort.Protocol protocol) {
        return new Unplaced(
                to,
                port,
                switch (protocol) {
                    case TCP -> Packet.TCP;
                    case UDP -> Packet.UDP;
                    case SCTP -> Packet.SCTP;
                });
    }

    private static Packet vrrp(IpAddress address, Optional<String> in, Optional<String> out) {
        IpAddress group = Vrrp.group(address.family());
        return new Packet("VRRP for " + address, in, out, Optional.empty(), group, Packet.VRRP, 0, group, 0);
    }
}

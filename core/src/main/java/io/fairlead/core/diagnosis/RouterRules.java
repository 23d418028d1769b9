package io.fairlead.core.diagnosis;

import io.fairlead.core.diagnosis.ProbeFacts.Heard;
import io.fairlead.core.model.LanSide;
import io.fairlead.core.model.Service;
import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was heard of virtual routers on the wires. */
final class RouterRules {
    private RouterRules() {}

    static Stream<Finding> findings(Facts facts) {
        Stream<Finding> onBridges = facts.model().services().stream()
                .flatMap(service ->
                        service.segment().bridge().stream().flatMap(bridge -> onBridge(service, bridge, facts)));
        return Stream.concat(onBridges, facts.published().flatMap(each -> onLan(each, facts)))
                .distinct();
    }

    private static Stream<Heard> heard(Facts facts, String face, IpAddress like) {
        return facts.probes().heard().stream()
                .filter(heard -> heard.interfaceName().equals(face))
                .filter(heard -> heard.source().family() == like.family());
    }

    private static Stream<Finding> onBridge(Service service, String bridge, Facts facts) {
        // By the interfaces: IPv6's advertisements come from link-local addresses, of which the engine knows nothing.
        List<IpAddress> members = service.members().stream()
                .flatMap(member -> Stream.concat(
                        member.addresses().stream(),
                        Stream.ofNullable(facts.members().get(member.containerId()))
                                .flatMap(network -> network.faces().stream())
                                .flatMap(face -> face.addresses().stream())
                                .map(address -> address.prefix().address())))
                .toList();
        List<Heard> all = heard(facts, bridge, service.vip()).toList();
        Stream<Finding> strangers = all.stream()
                .filter(heard -> heard.addresses().contains(service.vip()))
                .filter(heard -> !members.contains(heard.source()))
                .map(Heard::source)
                .distinct()
                .map(source -> stranger(service, bridge, source));
        OptionalInt known = all.stream()
                .filter(heard -> heard.addresses().contains(service.vip()) && members.contains(heard.source()))
                .mapToInt(Heard::virtualRouterId)
                .findFirst();
        int vrid = known.orElse(ofAddress(service.vip()));
        return Stream.concat(
                strangers,
                clashes(
                        all,
                        vrid,
                        service.vip(),
                        "service " + service.name() + ", interface " + bridge,
                        "environment: FAIRLEAD_VRID: another number from 1 to 255, the same for all members"));
    }

    /** As the sidecar derives it where nobody says. */
    private static int ofAddress(IpAddress vip) {
        return vip.family() == AddressFamily.IPV4 ? vip.octet(3) : vip.octet(15);
    }

    private static Finding stranger(Service service, String bridge, IpAddress source) {
        return new Finding(
                Pitfall.VRRP_STRANGER,
                Certainty.CERTAIN,
                service.vip(),
                "service " + service.name() + ", interface " + bridge,
                source + " sends VRRP for " + service.vip() + " and is no member",
                "With a higher priority it deposes the members, and nobody has the address.",
                new Step.Advice("stop what sends it; with guard = on the agent keeps it from the members"));
    }

    private static Stream<Finding> onLan(Facts.Published published, Facts facts) {
        LanSide lan = published.lan();
        if (lan.virtualRouterId().isEmpty()) {
            return Stream.empty();
        }
        IpAddress address = published.address();
        String service = "service " + published.name();
        int vrid = lan.virtualRouterId().getAsInt();
        List<Heard> all = heard(facts, lan.interfaceName(), address).toList();
        Stream<Finding> clashes = clashes(
                all,
                vrid,
                address,
                service + ", interface " + lan.interfaceName(),
                "labels: io.fairlead.lan-vrid: another number from 1 to 255, the same on all hosts");
        Stream<Finding> differing = all.stream()
                .filter(heard -> heard.addresses().contains(address) && heard.virtualRouterId() != vrid)
                .map(heard -> new Finding(
                        Pitfall.VRID_CLASH,
                        Certainty.CERTAIN,
                        address,
                        service + ", interface " + lan.interfaceName(),
                        heard.source() + " sends VRRP for " + address + " with number " + heard.virtualRouterId()
                                + ", not " + vrid,
                        "Routers with different numbers do not hear each other, so both hold the address.",
                        new Step.Advice("give the address the same number on all hosts (io.fairlead.lan-vrid)")))
                .distinct();
        return Stream.concat(clashes, differing);
    }

    private static Stream<Finding> clashes(List<Heard> all, int vrid, IpAddress address, String where, String mend) {
        return all.stream()
                .filter(heard ->
                        heard.virtualRouterId() == vrid && !heard.addresses().contains(address))
                .map(heard -> new Finding(
                        Pitfall.VRID_CLASH,
                        Certainty.CERTAIN,
                        address,
                        where,
                        heard.source() + " uses number " + vrid + ", that of " + address + ", for "
                                + heard.addresses().stream()
                                        .map(IpAddress::toString)
                                        .collect(Collectors.joining(", ")),
                        "Each takes the other's advertisements for its own router's and steps down or refuses them.",
                        new Step.Advice(mend)))
                .distinct();
    }
}

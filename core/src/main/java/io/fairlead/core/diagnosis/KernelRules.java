package io.fairlead.core.diagnosis;

import io.fairlead.core.diagnosis.Facts.Published;
import io.fairlead.core.net.AddressFamily;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The host's kernel: whether it forwards. */
final class KernelRules {
    private static final String FORWARD = "net.ipv4.ip_forward";
    private static final String FORWARD_V6 = "net.ipv6.conf.all.forwarding";
    private static final String CONNECTIONS = "net.netfilter.nf_conntrack_count";
    private static final String MOST_CONNECTIONS = "net.netfilter.nf_conntrack_max";
    private static final int FULL_PERCENT = 95;
    private static final int STRICT = 1;

    /** Setting → what happens without. */
    private static final Map<String, String> OF_IPVS = new TreeMap<>(Map.of(
            "net.ipv4.vs.conntrack", "Clients in the containers' own networks are not served by the LAN VIP.",
            "net.ipv4.vs.expire_nodest_conn", "Connections of a destination that is gone hang until they time out.",
            "net.ipv4.vs.expire_quiescent_template",
                    "Clients with persistence stay with a destination that takes no more."));

    private KernelRules() {}

    static Stream<Finding> findings(Facts facts) {
        return Stream.of(forwarding(facts), reversePath(facts), ipvs(facts), ipvsSettings(facts), connections(facts))
                .flatMap(found -> found);
    }

    private static Stream<Finding> forwarding(Facts facts) {
        return Stream.of(
                        off(facts, AddressFamily.IPV4, FORWARD, Pitfall.IP_FORWARD_OFF),
                        off(facts, AddressFamily.IPV6, FORWARD_V6, Pitfall.IPV6_FORWARD_OFF))
                .flatMap(found -> found);
    }

    private static Stream<Finding> off(Facts facts, AddressFamily family, String setting, Pitfall pitfall) {
        List<Published> services = facts.published()
                .filter(service -> service.address().family() == family)
                .toList();
        if (services.isEmpty() || !"0".equals(facts.host().sysctls().get(setting))) {
            return Stream.empty();
        }
        return Stream.of(new Finding(
                pitfall,
                Certainty.CERTAIN,
                services.stream().map(Published::address).toList(),
                names(services),
                setting + " is 0",
                "Packets of LAN clients reach this host and go no further, whatever IPVS or nftables say.",
                List.of(new Step.SetSysctl(Place.HOST, setting, "1"))));
    }

    /** Strict filtering does harm where answers leave by another interface than that at which clients come in. */
    private static Stream<Finding> reversePath(Facts facts) {
        return facts
                .published()
                .filter(service -> service.address().family() == AddressFamily.IPV4)
                .collect(Collectors.groupingBy(
                        service -> service.lan().interfaceName(), TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .filter(entry -> isStrict(facts.host(), entry.getKey()))
                .filter(entry -> !facts.host().defaults().isEmpty()
                        && !facts.host().defaults().contains(entry.getKey()))
                .map(entry -> strict(facts.host(), entry.getKey(), entry.getValue()));
    }

    private static boolean isStrict(NetworkFacts host, String face) {
        return Math.max(
                        host.number(NetworkFacts.ofInterface("rp_filter", "all")),
                        host.number(NetworkFacts.ofInterface("rp_filter", face)))
                == STRICT;
    }

    private static Finding strict(NetworkFacts host, String face, List<Published> services) {
        return new Finding(
                Pitfall.RP_FILTER_STRICT,
                Certainty.LIKELY,
                services.stream().map(Published::address).toList(),
                "interface " + face,
                "rp_filter of " + face + " is 1 (strict), and the default route leaves by "
                        + String.join(", ", host.defaults()),
                "Clients from beyond the LAN's own subnet come in by " + face
                        + ", and the kernel drops them since its way back to them is another one.",
                List.of(new Step.SetSysctl(Place.HOST, NetworkFacts.ofInterface("rp_filter", face), "2")));
    }

    private static Stream<Finding> ipvs(Facts facts) {
        List<Published> services = facts.published().toList();
        if (facts.ipvs().present() || !facts.ipvs().needed() || services.isEmpty()) {
            return Stream.empty();
        }
        return Stream.of(new Finding(
                Pitfall.IP_VS_MISSING,
                Certainty.CERTAIN,
                services.stream().map(Published::address).toList(),
                names(services),
                "the kernel has no IPVS, and forwarding.mode = ipvs",
                "Nothing is forwarded. With forwarding.mode = auto the agent would do it by nftables instead.",
                List.of(new Step.Run(Place.HOST, List.of("modprobe", "ip_vs")))));
    }

    private static Stream<Finding> ipvsSettings(Facts facts) {
        List<Published> services = facts.published().toList();
        if (services.isEmpty() || !facts.ipvs().used()) {
            return Stream.empty();
        }
        return OF_IPVS.entrySet().stream()
                .filter(each -> "0".equals(facts.host().sysctls().get(each.getKey())))
                .map(each -> new Finding(
                        Pitfall.IP_VS_SETTING,
                        Certainty.CERTAIN,
                        services.stream().map(Published::address).toList(),
                        names(services),
                        each.getKey() + " is 0",
                        each.getValue(),
                        List.of(new Step.SetSysctl(Place.HOST, each.getKey(), "1"))));
    }

    private static Stream<Finding> connections(Facts facts) {
        long now = facts.host().number(CONNECTIONS);
        long most = facts.host().number(MOST_CONNECTIONS);
        if (most == 0 || now * 100 < most * FULL_PERCENT) {
            return Stream.empty();
        }
        return Stream.of(new Finding(
                Pitfall.CONNTRACK_FULL,
                Certainty.CERTAIN,
                List.of(),
                "this host",
                "the kernel tracks " + now + " connections of at most " + most,
                "New connections are dropped, those to every VIP among them, until old ones end.",
                List.of(new Step.SetSysctl(Place.HOST, MOST_CONNECTIONS, Long.toString(most * 2)))));
    }

    private static String names(List<Published> services) {
        return "service " + services.stream().map(Published::name).collect(Collectors.joining(", "));
    }
}

package io.fairlead.agent.forwarding;

import io.fairlead.core.ipvs.Destination;
import io.fairlead.core.net.AddressFamily;
import java.util.List;

/**
 * Which NAT rules of ours one family needs.
 *
 * @param rewrite whether the rules send LAN addresses' packets to the containers; with IPVS they do not
 * @param hairpin whether clients in the targets' own networks get source NAT (P24)
 * @param services of that family
 */
record RuleSet(AddressFamily family, boolean rewrite, boolean hairpin, List<ForwardedService> services) {
    static RuleSet of(AddressFamily family, boolean rewrite, boolean hairpin, List<ForwardedService> all) {
        return new RuleSet(
                family,
                rewrite,
                hairpin,
                all.stream().filter(service -> service.family() == family).toList());
    }

    boolean isEmpty() {
        return services.isEmpty()
                || (!rewrite
                        && services.stream()
                                .allMatch(
                                        each -> each.translatedClients(hairpin).isEmpty()));
    }

    /** What the rules depend on: equal needs make equal rules. With IPVS weights and schedulers are none of it. */
    Object need() {
        return rewrite
                ? this
                : services.stream()
                        .map(service -> List.of(
                                service.key(),
                                service.lanVip(),
                                service.translatedClients(hairpin),
                                service.translated().stream()
                                        .map(Destination::key)
                                        .toList()))
                        .toList();
    }
}

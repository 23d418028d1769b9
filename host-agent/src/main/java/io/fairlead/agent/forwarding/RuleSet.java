package io.fairlead.agent.forwarding;

import io.fairlead.core.ipvs.Destination;
import io.fairlead.core.net.AddressFamily;
import java.util.List;

/**
 * Which NAT rules of ours one family needs.
 *
 * @param rewrite whether the rules send LAN addresses' packets to the containers; with IPVS they only keep others from it
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

    /** Whether IPVS is helped by rules that keep others' from the LAN VIPs' ports. */
    boolean keepsPorts() {
        return !rewrite && hairpin;
    }

    /** Whether the rules would be the same. With IPVS weights and schedulers are none of them. */
    boolean needsTheSameAs(RuleSet other) {
        if (family != other.family
                || rewrite != other.rewrite
                || hairpin != other.hairpin
                || services.size() != other.services.size()) {
            return false;
        }
        for (int i = 0; i < services.size(); i++) {
            if (!needTheSame(services.get(i), other.services.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean needTheSame(ForwardedService one, ForwardedService other) {
        return one.equals(other)
                || (!rewrite
                        && one.key().equals(other.key())
                        && one.lanVip().equals(other.lanVip())
                        && one.clients().equals(other.clients())
                        && keys(one).equals(keys(other)));
    }

    private static List<Destination.Key> keys(ForwardedService service) {
        return service.translated().stream().map(Destination::key).toList();
    }
}

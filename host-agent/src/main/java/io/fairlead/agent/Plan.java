package io.fairlead.agent;

import io.fairlead.agent.forwarding.ForwardedService;
import io.fairlead.agent.lan.LanRouter;
import io.fairlead.core.balance.BalanceState;
import io.fairlead.core.ipvs.ServiceKey;
import io.fairlead.core.model.Model;
import io.fairlead.core.net.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the host shall forward.
 *
 * @param balances what is remembered of each service for the next plan
 */
public record Plan(List<ForwardedService> forwarded, Map<ServiceKey, BalanceState> balances) {
    /** Nothing is forwarded. */
    public static final Plan NOTHING = new Plan(List.of(), Map.of());

    public Plan {
        forwarded = List.copyOf(forwarded);
        balances = Map.copyOf(balances);
    }

    /** Those of which every port is forwarded: an address that leads nowhere must not draw clients to this host. */
    Set<LanRouter> holdable(Model model, List<ForwardedService> inPlace) {
        Set<ForwardedService> present = Set.copyOf(inPlace);
        Set<IpAddress> lacking = forwarded.stream()
                .filter(wanted -> !present.contains(wanted))
                .map(ForwardedService::lanVip)
                .collect(Collectors.toSet());
        return model.lanSides()
                .filter(lan -> !lacking.contains(lan.address().address()))
                .map(Planner::router)
                .collect(Collectors.toUnmodifiableSet());
    }
}

package io.fairlead.agent;

import io.fairlead.agent.forwarding.ForwardedService;
import io.fairlead.agent.lan.LanRouter;
import io.fairlead.core.model.Model;
import io.fairlead.core.net.IpAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the host shall forward.
 *
 * @param model of which it was made
 * @param known of which it was made
 * @param services as they were planned: a list for each service of the model, and for each standalone one
 * @param forwarded all of them
 */
public record Plan(Model model, Known known, List<List<PlannedService>> services, List<ForwardedService> forwarded) {
    /** Nothing is forwarded. */
    public static final Plan NOTHING = new Plan(Model.EMPTY, Known.NOTHING, List.of(), List.of());

    public Plan {
        services = List.copyOf(services);
        forwarded = List.copyOf(forwarded);
    }

    /** Those of which every port is forwarded: an address that leads nowhere must not draw clients to this host. */
    Set<LanRouter> holdable(Model model, List<ForwardedService> inPlace) {
        Set<IpAddress> lacking = lacking(inPlace);
        return model.lanSides()
                .filter(lan -> !lacking.contains(lan.address().address()))
                .map(Planner::router)
                .collect(Collectors.toUnmodifiableSet());
    }

    private Set<IpAddress> lacking(List<ForwardedService> inPlace) {
        // Mostly nothing lacks, and then they are the same objects in the same order.
        if (forwarded.equals(inPlace)) {
            return Set.of();
        }
        Set<ForwardedService> present = Set.copyOf(inPlace);
        return forwarded.stream()
                .filter(wanted -> !present.contains(wanted))
                .map(ForwardedService::lanVip)
                .collect(Collectors.toSet());
    }
}

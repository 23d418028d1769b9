package io.fairlead.agent;

import io.fairlead.agent.forwarding.ForwardedService;
import io.fairlead.agent.forwarding.ForwardedService.Leave;
import io.fairlead.agent.forwarding.ForwardedService.SourceNat;
import io.fairlead.core.balance.BalanceState;
import io.fairlead.core.balance.Balancer;
import io.fairlead.core.balance.Server;
import io.fairlead.core.ipvs.Destination;
import io.fairlead.core.ipvs.ServiceEntry;
import io.fairlead.core.ipvs.ServiceKey;
import io.fairlead.core.ipvs.VirtualService;
import io.fairlead.core.model.Balancing;
import io.fairlead.core.model.LanSide;
import io.fairlead.core.model.Target;
import io.fairlead.core.model.Targets;
import io.fairlead.core.net.IpPrefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * One LAN port, or mark, as it was planned.
 *
 * @param basis what it was planned from
 * @param balance what is remembered of it for the next time
 */
public record PlannedService(Basis basis, BalanceState balance, ForwardedService forwarded) {
    /**
     * What a service is planned from.
     *
     * @param port of targets that name none
     * @param conditions of the targets, in their order
     * @param neighbours the subnets of the networks that hold the targets
     */
    public record Basis(
            String name,
            LanSide lan,
            ServiceKey key,
            int port,
            List<Target> targets,
            List<Server.Condition> conditions,
            List<IpPrefix> neighbours) {
        public Basis {
            targets = List.copyOf(targets);
            conditions = List.copyOf(conditions);
            neighbours = List.copyOf(neighbours);
        }
    }

    static PlannedService of(Basis basis, BalanceState before, long nowNanos) {
        Balancing balancing = basis.lan.balancing();
        Map<Destination.Key, Target> byKey = new LinkedHashMap<>();
        List<Server> servers = new ArrayList<>();
        for (int i = 0; i < basis.targets.size(); i++) {
            Target target = basis.targets.get(i);
            Destination.Key place = place(target, basis.port);
            byKey.put(place, target);
            servers.add(new Server(place, target.weight(), basis.conditions.get(i)));
        }
        balancing.outage().sorry().ifPresent(sorry -> byKey.putIfAbsent(place(sorry, basis.port), sorry));
        Balancer balancer =
                new Balancer(balancing.outage(), balancing.outage().sorry().map(sorry -> place(sorry, basis.port)));
        Balancer.Step step = balancer.step(before, servers, nowNanos);
        List<Destination> destinations = step.weights().entrySet().stream()
                .map(entry -> destination(entry.getKey(), byKey.get(entry.getKey()), balancing, entry.getValue()))
                .toList();
        return new PlannedService(basis, step.next(), forwarded(basis, destinations, step));
    }

    private static ForwardedService forwarded(Basis basis, List<Destination> destinations, Balancer.Step step) {
        Balancing balancing = basis.lan.balancing();
        boolean drains = balancing.targets() instanceof Targets.Listed;
        return new ForwardedService(
                basis.name,
                basis.lan.address().address(),
                ServiceEntry.of(
                        new VirtualService(
                                basis.key, balancing.scheduler(), balancing.flags(), balancing.persistence()),
                        destinations),
                new SourceNat(basis.neighbours, balancing.sourceNat()),
                drains
                        ? new Leave(balancing.drain().toNanos(), List.copyOf(new TreeSet<>(step.failed())))
                        : Leave.AT_ONCE);
    }

    /** Whether planning it again from the same must give the same: time changes nothing, for nothing warms up. */
    boolean isSettled() {
        return balance.backNanos().isEmpty();
    }

    static Destination.Key place(Target target, int port) {
        return new Destination.Key(target.address(), target.port().orElse(port));
    }

    private static Destination destination(Destination.Key key, Target target, Balancing balancing, int weight) {
        return new Destination(
                key,
                balancing.method(),
                weight,
                balancing.upperFor(target.upperThreshold()),
                balancing.lowerFor(target.lowerThreshold()),
                balancing.tunnel());
    }
}

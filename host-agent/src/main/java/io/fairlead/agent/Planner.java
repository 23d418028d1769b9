package io.fairlead.agent;

import io.fairlead.agent.forwarding.ForwardedService;
import io.fairlead.agent.forwarding.ForwardedService.Leave;
import io.fairlead.agent.forwarding.ForwardedService.SourceNat;
import io.fairlead.agent.lan.LanRouter;
import io.fairlead.core.balance.BalanceState;
import io.fairlead.core.balance.Balancer;
import io.fairlead.core.balance.Server;
import io.fairlead.core.check.CheckSettings;
import io.fairlead.core.check.CheckTarget;
import io.fairlead.core.check.ServiceChecks;
import io.fairlead.core.director.Fitness;
import io.fairlead.core.health.RealServer;
import io.fairlead.core.health.ServerHealth;
import io.fairlead.core.ipvs.Destination;
import io.fairlead.core.ipvs.ServiceEntry;
import io.fairlead.core.ipvs.ServiceKey;
import io.fairlead.core.ipvs.TransportProtocol;
import io.fairlead.core.ipvs.VirtualService;
import io.fairlead.core.model.Balancing;
import io.fairlead.core.model.Container;
import io.fairlead.core.model.LanSide;
import io.fairlead.core.model.Member;
import io.fairlead.core.model.Model;
import io.fairlead.core.model.PublishedPort;
import io.fairlead.core.model.Service;
import io.fairlead.core.model.Standalone;
import io.fairlead.core.model.Target;
import io.fairlead.core.model.Targets;
import io.fairlead.core.net.IpPrefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the plan: of the model, and of what is known of the targets. */
final class Planner {
    private final Known known;
    private final Map<ServiceKey, BalanceState> before;
    private final Map<ServiceKey, BalanceState> after = new HashMap<>();
    private final long nowNanos;

    private Planner(Known known, Map<ServiceKey, BalanceState> before, long nowNanos) {
        this.known = known;
        this.before = before;
        this.nowNanos = nowNanos;
    }

    /**
     * What is known of targets.
     *
     * @param health of those that are checked
     * @param fitness of members, by container
     */
    record Known(Map<RealServer, ServerHealth> health, Map<String, Fitness> fitness) {
        private static final Server.Condition.Works WORKS = new Server.Condition.Works(100);

        Server.Condition of(RealServer server, Optional<Fitness> member) {
            Server.Condition own = switch (member.orElse(Fitness.SERVES)) {
                case SERVES -> WORKS;
                case LEAVES -> new Server.Condition.Leaves();
                case FAILED, GONE -> new Server.Condition.Failed();
            };
            ServerHealth checked = health.get(server);
            // One that leaves does not listen any more, and its check fails for that.
            if (checked == null || !(own instanceof Server.Condition.Works)) {
                return own;
            }
            return checked.isUsable()
                    ? new Server.Condition.Works(checked.weightPercent())
                    : new Server.Condition.Failed();
        }
    }

    /** A target, and the container that it is, if it is a member. */
    private record Placed(Target target, Optional<Fitness> member) {}

    /** What follows on {@code previous}, whose memory of failures it takes over. */
    static Plan plan(Model model, Known known, Plan previous, long nowNanos) {
        Planner planner = new Planner(known, previous.balances(), nowNanos);
        List<ForwardedService> forwarded = planner.forwarded(model);
        return new Plan(forwarded, planner.after);
    }

    private List<ForwardedService> forwarded(Model model) {
        return Stream.concat(
                        model.services().stream().flatMap(this::forwarded),
                        model.standalone().stream().flatMap(this::forwarded))
                .toList();
    }

    private Stream<ForwardedService> forwarded(Service service) {
        return service.lan().stream()
                .flatMap(lan -> forwarded(
                        service.name(),
                        lan,
                        placed(service, lan),
                        service.segment().subnets()));
    }

    private Stream<ForwardedService> forwarded(Standalone service) {
        return forwarded(service.name(), service.lan(), unplaced(listed(service.lan())), List.of());
    }

    private static List<Target> listed(LanSide lan) {
        return lan.balancing().targets() instanceof Targets.Listed(List<Target> targets) ? targets : List.of();
    }

    private static List<Placed> unplaced(List<Target> targets) {
        return targets.stream()
                .map(target -> new Placed(target, Optional.empty()))
                .toList();
    }

    /** Members whose container has ended are gone, not failed: nothing of them is left in the table. */
    private List<Placed> placed(Service service, LanSide lan) {
        if (!(lan.balancing().targets() instanceof Targets.Members)) {
            return unplaced(targets(service, lan));
        }
        return service.members().stream()
                .filter(member -> member.state().isAlive())
                .flatMap(member -> target(member, lan).map(target -> new Placed(target, Optional.of(fitness(member)))))
                .filter(placed -> !placed.member().equals(Optional.of(Fitness.GONE)))
                .toList();
    }

    private Fitness fitness(Member member) {
        Fitness told = known.fitness().getOrDefault(member.containerId(), Fitness.SERVES);
        return member.state() == Container.State.PAUSED && told == Fitness.SERVES ? Fitness.FAILED : told;
    }

    private static List<Target> targets(Service service, LanSide lan) {
        return switch (lan.balancing().targets()) {
            case Targets.ContainerVip() -> List.of(Target.of(service.vip(), OptionalInt.empty()));
            case Targets.Members() ->
                service.members().stream()
                        .filter(member -> member.state().isAlive())
                        .flatMap(member -> target(member, lan))
                        .toList();
            case Targets.Listed(List<Target> targets) -> targets;
        };
    }

    private static Stream<Target> target(Member member, LanSide lan) {
        return member.addresses().stream()
                .filter(address -> address.family() == lan.address().address().family())
                .limit(1)
                .map(address -> new Target(
                        address, OptionalInt.empty(), member.weight(), OptionalInt.empty(), OptionalInt.empty()));
    }

    private Stream<ForwardedService> forwarded(
            String name, LanSide lan, List<Placed> targets, List<IpPrefix> neighbours) {
        List<ForwardedService> all = new ArrayList<>();
        for (PublishedPort port : lan.ports()) {
            ServiceKey key = new ServiceKey.Address(
                    TransportProtocol.valueOf(port.protocol().name()),
                    lan.address().address(),
                    port.lanPort());
            all.add(forwarded(name, lan, key, port.vipPort(), targets, neighbours));
        }
        if (lan.mark().isPresent()) {
            ServiceKey key = new ServiceKey.FirewallMark(
                    lan.address().address().family(), lan.mark().getAsInt());
            all.add(forwarded(name, lan, key, 0, targets, neighbours));
        }
        return all.stream();
    }

    private ForwardedService forwarded(
            String name, LanSide lan, ServiceKey key, int port, List<Placed> targets, List<IpPrefix> neighbours) {
        Balancing balancing = lan.balancing();
        Map<Destination.Key, Target> byKey = new LinkedHashMap<>();
        List<Server> servers = new ArrayList<>();
        for (Placed placed : targets) {
            Destination.Key place = place(placed.target(), port);
            byKey.put(place, placed.target());
            servers.add(new Server(
                    place,
                    placed.target().weight(),
                    known.of(new RealServer(name, place.address(), place.port()), placed.member())));
        }
        balancing.outage().sorry().ifPresent(sorry -> byKey.putIfAbsent(place(sorry, port), sorry));
        Balancer balancer =
                new Balancer(balancing.outage(), balancing.outage().sorry().map(sorry -> place(sorry, port)));
        Balancer.Step step = balancer.step(before.getOrDefault(key, BalanceState.INITIAL), servers, nowNanos);
        after.put(key, step.next());
        List<Destination> destinations = step.weights().entrySet().stream()
                .map(entry -> destination(entry.getKey(), byKey.get(entry.getKey()), balancing, entry.getValue()))
                .toList();
        boolean drains = balancing.targets() instanceof Targets.Listed;
        return new ForwardedService(
                name,
                lan.address().address(),
                ServiceEntry.of(
                        new VirtualService(key, balancing.scheduler(), balancing.flags(), balancing.persistence()),
                        destinations),
                new SourceNat(neighbours, balancing.sourceNat()),
                drains
                        ? new Leave(balancing.drain().toNanos(), List.copyOf(new TreeSet<>(step.failed())))
                        : Leave.AT_ONCE);
    }

    private static Destination.Key place(Target target, int port) {
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

    /** Everything that is checked. */
    static List<CheckTarget> checked(Model model) {
        return Stream.concat(
                        model.services().stream()
                                .flatMap(service -> service.lan().stream()
                                        .flatMap(lan ->
                                                checked(service.name(), lan, targets(service, lan), service.checks()))),
                        model.standalone().stream()
                                .flatMap(service -> checked(
                                        service.name(), service.lan(), listed(service.lan()), service.checks())))
                .toList();
    }

    private static Stream<CheckTarget> checked(String name, LanSide lan, List<Target> targets, ServiceChecks checks) {
        Stream<CheckTarget> byPort = lan.ports().stream()
                .flatMap(port -> checks.of(port.lanPort()).stream()
                        .flatMap(check -> checked(name, port.vipPort(), targets, check)));
        // Behind a mark every port may be meant: the check says which one it asks, or the target does.
        Stream<CheckTarget> marked = lan.mark().stream()
                .boxed()
                .flatMap(_ -> checks.everyPort().stream())
                .flatMap(check -> checked(name, 0, targets, check))
                .filter(target -> target.port() != 0);
        return Stream.concat(byPort, marked);
    }

    private static Stream<CheckTarget> checked(String name, int port, List<Target> targets, CheckSettings check) {
        return targets.stream()
                .map(target -> new CheckTarget(
                        new RealServer(name, target.address(), target.port().orElse(port)), check));
    }

    /** All LAN addresses of the model, whether they may be held now or not. */
    static Set<LanRouter> routers(Model model) {
        return model.lanSides().map(Planner::router).collect(Collectors.toUnmodifiableSet());
    }

    static LanRouter router(LanSide lan) {
        return new LanRouter(lan.address(), lan.virtualRouterId(), lan.interfaceName());
    }
}

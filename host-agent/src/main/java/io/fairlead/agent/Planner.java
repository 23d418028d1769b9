package io.fairlead.agent;

import io.fairlead.agent.lan.LanRouter;
import io.fairlead.core.balance.BalanceState;
import io.fairlead.core.balance.Server;
import io.fairlead.core.check.CheckSettings;
import io.fairlead.core.check.CheckTarget;
import io.fairlead.core.check.ServiceChecks;
import io.fairlead.core.director.Fitness;
import io.fairlead.core.health.RealServer;
import io.fairlead.core.ipvs.ServiceKey;
import io.fairlead.core.ipvs.TransportProtocol;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the plan: of the model, and of what is known of the targets. */
final class Planner {
    private final Model model;
    private final Known known;
    private final Plan previous;
    private final long nowNanos;
    /** Of the same model only what news concern is planned again. */
    private final boolean sameModel;

    private final Set<String> news;
    private final Map<ServiceKey, PlannedService> before = new HashMap<>();

    private Planner(Model model, Known known, Plan previous, long nowNanos) {
        this.model = model;
        this.known = known;
        this.previous = previous;
        this.nowNanos = nowNanos;
        this.sameModel = model.equals(previous.model());
        this.news = sameModel ? known.newsSince(previous.known()) : Set.of();
    }

    /** A target, and the container that it is, if it is a member. */
    private record Placed(Target target, Optional<Fitness> member) {}

    /** What follows on {@code previous}, whose memory of failures it takes over. */
    static Plan plan(Model model, Known known, Plan previous, long nowNanos) {
        return new Planner(model, known, previous, nowNanos).plan();
    }

    private Plan plan() {
        if (!sameModel) {
            previous.services().forEach(this::remember);
        }
        boolean membersStand = known.fitness().equals(previous.known().fitness());
        List<List<PlannedService>> groups = new ArrayList<>();
        for (Service service : model.services()) {
            groups.add(stands(groups.size(), service.name(), membersStand)
                    .orElseGet(() -> planned(service).toList()));
        }
        for (Standalone service : model.standalone()) {
            groups.add(stands(groups.size(), service.name(), true)
                    .orElseGet(() -> planned(service).toList()));
        }
        return new Plan(
                model,
                known,
                groups,
                groups.stream()
                        .flatMap(List::stream)
                        .map(PlannedService::forwarded)
                        .toList());
    }

    /** What was planned for the service at this place, if nothing that is new concerns it and nothing of it grows with time. */
    private Optional<List<PlannedService>> stands(int place, String name, boolean membersStand) {
        if (!sameModel) {
            return Optional.empty();
        }
        List<PlannedService> old = previous.services().get(place);
        if (membersStand && !news.contains(name) && old.stream().allMatch(PlannedService::isSettled)) {
            return Optional.of(old);
        }
        remember(old);
        return Optional.empty();
    }

    private void remember(List<PlannedService> group) {
        group.forEach(service -> before.put(service.forwarded().key(), service));
    }

    private Stream<PlannedService> planned(Service service) {
        return service.lan().stream()
                .flatMap(lan -> planned(
                        service.name(),
                        lan,
                        placed(service, lan),
                        Stream.concat(service.segment().subnets().stream(), lan.neighbours().stream())
                                .distinct()
                                .toList()));
    }

    private Stream<PlannedService> planned(Standalone service) {
        return planned(
                service.name(),
                service.lan(),
                unplaced(listed(service.lan())),
                service.lan().neighbours());
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

    private Stream<PlannedService> planned(String name, LanSide lan, List<Placed> targets, List<IpPrefix> neighbours) {
        List<PlannedService> all = new ArrayList<>();
        for (PublishedPort port : lan.ports()) {
            ServiceKey key = new ServiceKey.Address(
                    TransportProtocol.valueOf(port.protocol().name()),
                    lan.address().address(),
                    port.lanPort());
            all.add(planned(name, lan, key, port.vipPort(), targets, neighbours));
        }
        if (lan.mark().isPresent()) {
            ServiceKey key = new ServiceKey.FirewallMark(
                    lan.address().address().family(), lan.mark().getAsInt());
            all.add(planned(name, lan, key, 0, targets, neighbours));
        }
        return all.stream();
    }

    /** What was planned from the same stays the same object: with thousands of services, comparing plans is quick then. */
    private PlannedService planned(
            String name, LanSide lan, ServiceKey key, int port, List<Placed> targets, List<IpPrefix> neighbours) {
        PlannedService.Basis basis = new PlannedService.Basis(
                name,
                lan,
                key,
                port,
                targets.stream().map(Placed::target).toList(),
                targets.stream().map(placed -> condition(name, placed, port)).toList(),
                neighbours);
        PlannedService old = before.get(key);
        return old != null && old.isSettled() && old.basis().equals(basis)
                ? old
                : PlannedService.of(basis, old == null ? BalanceState.INITIAL : old.balance(), nowNanos);
    }

    private Server.Condition condition(String name, Placed placed, int port) {
        Target target = placed.target();
        return known.of(new RealServer(name, target.address(), target.port().orElse(port)), placed.member());
    }

    /** Everything that is checked. */
    static List<CheckTarget> checked(Model model) {
        Stream<CheckTarget> members = model.services().stream()
                .flatMap(service -> service.lan().stream()
                        .flatMap(lan -> checked(service.name(), lan, targets(service, lan), service.checks())));
        Stream<CheckTarget> standalone = model.standalone().stream()
                .flatMap(service -> checked(service.name(), service.lan(), listed(service.lan()), service.checks()));
        return Stream.of(members, standalone, MemberRights.checked(model))
                .flatMap(each -> each)
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

package io.fairlead.agent;

import io.fairlead.agent.forwarding.ForwardedService;
import io.fairlead.agent.forwarding.ForwardedService.Leave;
import io.fairlead.agent.forwarding.ForwardedService.SourceNat;
import io.fairlead.agent.lan.LanRouter;
import io.fairlead.core.check.CheckSettings;
import io.fairlead.core.check.CheckTarget;
import io.fairlead.core.check.ServiceChecks;
import io.fairlead.core.health.RealServer;
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
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the host shall do for a model, as values. */
final class Plan {
    private Plan() {}

    /** Everything that is forwarded. */
    static List<ForwardedService> forwarded(Model model) {
        return Stream.concat(
                        model.services().stream().flatMap(Plan::forwarded),
                        model.standalone().stream().flatMap(Plan::forwarded))
                .toList();
    }

    private static Stream<ForwardedService> forwarded(Service service) {
        return service.lan().stream()
                .flatMap(lan -> forwarded(
                        service.name(),
                        lan,
                        targets(service, lan),
                        service.segment().subnets()));
    }

    private static Stream<ForwardedService> forwarded(Standalone service) {
        return forwarded(service.name(), service.lan(), listed(service.lan()), List.of());
    }

    private static List<Target> listed(LanSide lan) {
        return lan.balancing().targets() instanceof Targets.Listed(List<Target> targets) ? targets : List.of();
    }

    private static List<Target> targets(Service service, LanSide lan) {
        return switch (lan.balancing().targets()) {
            case Targets.ContainerVip() -> List.of(Target.of(service.vip(), OptionalInt.empty()));
            case Targets.Members() ->
                service.members().stream()
                        .filter(member -> member.state() == Container.State.RUNNING)
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

    private static Stream<ForwardedService> forwarded(
            String name, LanSide lan, List<Target> targets, List<IpPrefix> neighbours) {
        List<ForwardedService> all = new ArrayList<>();
        for (PublishedPort port : lan.ports()) {
            ServiceKey key = new ServiceKey.Address(
                    switch (port.protocol()) {
                        case TCP -> TransportProtocol.TCP;
                        case UDP -> TransportProtocol.UDP;
                        case SCTP -> TransportProtocol.SCTP;
                    },
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

    private static ForwardedService forwarded(
            String name, LanSide lan, ServiceKey key, int port, List<Target> targets, List<IpPrefix> neighbours) {
        Balancing balancing = lan.balancing();
        List<Destination> destinations = targets.stream()
                .map(target -> new Destination(
                        new Destination.Key(target.address(), target.port().orElse(port)),
                        balancing.method(),
                        target.weight(),
                        balancing.upperFor(target.upperThreshold()),
                        balancing.lowerFor(target.lowerThreshold()),
                        balancing.tunnel()))
                .toList();
        boolean drains = balancing.targets() instanceof Targets.Listed;
        return new ForwardedService(
                name,
                lan.address().address(),
                ServiceEntry.of(
                        new VirtualService(key, balancing.scheduler(), balancing.flags(), balancing.persistence()),
                        destinations),
                new SourceNat(neighbours, balancing.sourceNat()),
                drains ? new Leave(balancing.drain().toNanos(), List.of()) : Leave.AT_ONCE);
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
        return model.lanSides().map(Plan::router).collect(Collectors.toUnmodifiableSet());
    }

    private static LanRouter router(LanSide lan) {
        return new LanRouter(lan.address(), lan.virtualRouterId(), lan.interfaceName());
    }

    /** Those of which every port is forwarded: an address that leads nowhere must not draw clients to this host. */
    static Set<LanRouter> holdable(Model model, List<ForwardedService> inPlace) {
        Set<ForwardedService> present = Set.copyOf(inPlace);
        Set<IpAddress> lacking = forwarded(model).stream()
                .filter(wanted -> !present.contains(wanted))
                .map(ForwardedService::lanVip)
                .collect(Collectors.toSet());
        return model.lanSides()
                .filter(lan -> !lacking.contains(lan.address().address()))
                .map(Plan::router)
                .collect(Collectors.toUnmodifiableSet());
    }
}

package io.fairlead.agent;

import io.fairlead.agent.forwarding.ForwardedService;
import io.fairlead.agent.lan.LanRouter;
import io.fairlead.core.model.LanSide;
import io.fairlead.core.model.Model;
import io.fairlead.core.model.PublishedPort;
import io.fairlead.core.model.Service;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the host shall do for a model, as values. */
final class Plan {
    private Plan() {}

    /** Everything that is forwarded. */
    static List<ForwardedService> forwarded(Model model) {
        return model.services().stream().flatMap(Plan::forwarded).toList();
    }

    private static Stream<ForwardedService> forwarded(Service service) {
        return service.lan().stream().flatMap(lan -> lan.ports().stream().map(port -> forwarded(service, lan, port)));
    }

    private static ForwardedService forwarded(Service service, LanSide lan, PublishedPort port) {
        return new ForwardedService(
                service.name(),
                lan.address().address(),
                port.lanPort(),
                switch (port.protocol()) {
                    case TCP -> ForwardedService.Protocol.TCP;
                    case UDP -> ForwardedService.Protocol.UDP;
                },
                lan.scheduler(),
                service.vip(),
                port.vipPort(),
                service.segment().subnets());
    }

    /** All LAN addresses of the model, whether they may be held now or not. */
    static Set<LanRouter> routers(Model model) {
        return model.services().stream()
                .flatMap(service -> service.lan().stream())
                .map(lan -> new LanRouter(lan.address(), lan.virtualRouterId(), lan.interfaceName()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Those of which every port is forwarded: an address that leads nowhere must not draw clients to this host. */
    static Set<LanRouter> holdable(Model model, List<ForwardedService> inPlace) {
        Set<ForwardedService> present = Set.copyOf(inPlace);
        return model.services().stream()
                .filter(service -> service.lan().isPresent())
                .collect(Collectors.groupingBy(
                        service -> service.lan().orElseThrow().address(),
                        Collectors.collectingAndThen(
                                Collectors.toList(),
                                services -> services.stream()
                                        .flatMap(Plan::forwarded)
                                        .allMatch(present::contains))))
                .entrySet()
                .stream()
                .filter(entry -> entry.getValue())
                .flatMap(entry -> routers(model).stream()
                        .filter(router -> router.address().equals(entry.getKey())))
                .collect(Collectors.toUnmodifiableSet());
    }
}

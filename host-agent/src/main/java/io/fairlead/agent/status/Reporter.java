package io.fairlead.agent.status;

import io.fairlead.agent.AgentState;
import io.fairlead.agent.check.CheckView;
import io.fairlead.agent.forwarding.ForwardedService;
import io.fairlead.agent.lan.LanRouter;
import io.fairlead.agent.lan.RouterReport;
import io.fairlead.agent.member.GuardView;
import io.fairlead.agent.observe.Sightings;
import io.fairlead.agent.status.StatusReport.ActiveReport;
import io.fairlead.agent.status.StatusReport.EngineReport;
import io.fairlead.agent.status.StatusReport.ForwardingReport;
import io.fairlead.agent.status.StatusReport.LanReport;
import io.fairlead.agent.status.StatusReport.MemberReport;
import io.fairlead.agent.status.StatusReport.PortReport;
import io.fairlead.agent.status.StatusReport.ServiceReport;
import io.fairlead.core.director.DirectorView;
import io.fairlead.core.ipvs.ServiceKey;
import io.fairlead.core.ipvs.TransportProtocol;
import io.fairlead.core.model.LanSide;
import io.fairlead.core.model.Member;
import io.fairlead.core.model.Service;
import io.fairlead.core.model.Standalone;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.restart.RestartView;
import io.fairlead.core.text.Problem;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes a report of all that the loop knows. */
public record Reporter(
        String version,
        AgentState state,
        List<RouterReport> routers,
        Sightings sightings,
        Function<IpAddress, Optional<String>> deafness,
        DirectorView director,
        List<RestartView> restarts,
        GuardView guard,
        List<CheckView> checks,
        Instant now,
        long nowNanos) {
    private static final long NANOS_A_MILLI = 1_000_000;

    public StatusReport report() {
        return new StatusReport(
                version,
                now.truncatedTo(ChronoUnit.MILLIS).toString(),
                state.released(),
                new EngineReport(
                        state.engine(),
                        state.engineLost().isEmpty(),
                        state.engineLost().map(AgentState.EngineLoss::reason).orElse(""),
                        state.engineLost()
                                .map(AgentState.EngineLoss::since)
                                .filter(since -> !since.equals(Instant.EPOCH))
                                .map(since ->
                                        since.truncatedTo(ChronoUnit.MILLIS).toString())
                                .orElse("")),
                new ForwardingReport(
                        lower(state.forwarding().mode()),
                        state.forwarding().reason(),
                        state.forwarding().rules(),
                        new TreeMap<>(state.forwarding().sysctls()),
                        new TreeMap<>(state.forwarding().ipvs())),
                Stream.concat(
                                state.model().services().stream().map(this::service),
                                state.model().standalone().stream().map(this::service))
                        .toList(),
                director.services().stream().map(FailoverReport::of).toList(),
                restarts.stream().map(RestartReport::of).toList(),
                checks.stream().map(ServerReport::of).toList(),
                guard,
                Stream.concat(state.problems().stream().map(Problem::line), state.forwarding().problems().stream())
                        .toList(),
                Stream.of(
                                state.model().warnings().stream().map(Problem::line),
                                state.forwarding().warnings().stream(),
                                state.handicaps().stream())
                        .flatMap(each -> each)
                        .toList());
    }

    private ServiceReport service(Service service) {
        return new ServiceReport(
                service.name(),
                service.vip().toString(),
                service.segment().network(),
                service.segment().bridge().orElse(""),
                active(service),
                service.lan().map(lan -> lan(service.name(), lan)).orElse(null),
                service.members().stream().map(Reporter::member).toList());
    }

    private ServiceReport service(Standalone service) {
        return new ServiceReport(
                service.name(),
                "",
                "",
                "",
                new ActiveReport("", "", -1, "defined in fairlead.conf, without containers"),
                lan(service.name(), service.lan()),
                List.of());
    }

    private ActiveReport active(Service service) {
        return sightings
                .holder(service.vip(), nowNanos)
                .map(sighting -> new ActiveReport(
                        containerOf(service, sighting.router()),
                        sighting.router().toString(),
                        (nowNanos - sighting.heardNanos()) / NANOS_A_MILLI,
                        ""))
                .orElseGet(() -> new ActiveReport("", "", -1, silence(service)));
    }

    private String silence(Service service) {
        if (service.segment().bridge().isEmpty()) {
            return "the host is not on network " + service.segment().network();
        }
        return deafness.apply(service.vip())
                .orElse("nobody advertises it on " + service.segment().bridge().get());
    }

    private static String containerOf(Service service, IpAddress address) {
        return service.members().stream()
                .filter(member -> member.addresses().contains(address))
                .map(Member::name)
                .findFirst()
                .orElse("");
    }

    private LanReport lan(String service, LanSide lan) {
        LanRouter router = new LanRouter(lan.address(), lan.virtualRouterId(), lan.interfaceName());
        Optional<RouterReport> running =
                routers.stream().filter(r -> r.router().equals(router)).findFirst();
        return new LanReport(
                lan.address().toString(),
                lan.interfaceName(),
                lan.virtualRouterId().orElse(0),
                running.map(r -> lower(r.state())).orElse("held-back"),
                running.map(r -> r.trouble().orElse("")).orElseGet(this::heldBack),
                ports(service, lan));
    }

    private String heldBack() {
        return state.released()
                ? "released by an operator; a restart of the agent takes it again"
                : "not every port of it is forwarded";
    }

    private List<PortReport> ports(String service, LanSide lan) {
        Map<ServiceKey, ForwardedService> inPlace = state.forwarding().inPlace().stream()
                .filter(forwarded -> forwarded.service().equals(service))
                .collect(Collectors.toMap(ForwardedService::key, each -> each, (a, _) -> a));
        IpAddress address = lan.address().address();
        Stream<PortReport> ports = lan.ports().stream()
                .map(port -> port(
                        lan,
                        port.lanPort(),
                        port.vipPort(),
                        port.protocol().text(),
                        inPlace.get(new ServiceKey.Address(
                                TransportProtocol.valueOf(port.protocol().name()), address, port.lanPort()))));
        Stream<PortReport> marks = lan.mark().stream()
                .mapToObj(mark -> port(
                        lan,
                        0,
                        0,
                        "mark " + Integer.toUnsignedString(mark),
                        inPlace.get(new ServiceKey.FirewallMark(address.family(), mark))));
        return Stream.concat(ports, marks).toList();
    }

    private static PortReport port(LanSide lan, int from, int to, String protocol, ForwardedService inPlace) {
        List<String> targets = inPlace == null
                ? List.of()
                : inPlace.destinations().stream()
                        .map(target -> target.key() + " weight " + target.weight())
                        .toList();
        return new PortReport(
                from, to, protocol, lan.balancing().scheduler().name(), inPlace != null, method(lan), targets);
    }

    private static String method(LanSide lan) {
        return switch (lan.balancing().method()) {
            case MASQ -> lan.balancing().sourceNat() ? "full-nat" : "nat";
            case DROUTE -> "dr";
            case TUNNEL -> "tunnel";
            case LOCALNODE, BYPASS -> "local";
        };
    }

    private static MemberReport member(Member member) {
        return new MemberReport(
                member.name(),
                member.containerId(),
                lower(member.state()),
                member.addresses().stream().map(IpAddress::toString).toList());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

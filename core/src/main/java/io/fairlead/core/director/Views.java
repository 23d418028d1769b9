package io.fairlead.core.director;

import io.fairlead.core.channel.RouterReport;
import io.fairlead.core.channel.SidecarMessage.Report;
import io.fairlead.core.director.DirectorView.MemberView;
import io.fairlead.core.director.DirectorView.SaidView;
import io.fairlead.core.director.DirectorView.ServiceView;
import io.fairlead.core.director.ServiceState.RelayInPlace;
import io.fairlead.core.health.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Puts the state into words. */
record Views(DirectorConfig config, DirectorState state, long now) {
    DirectorView view() {
        return new DirectorView(
                state.services().values().stream().map(this::service).toList());
    }

    private ServiceView service(ServiceState service) {
        List<MemberFacts> members = service.members().stream()
                .map(state.members()::get)
                .filter(Objects::nonNull)
                .toList();
        return new ServiceView(
                service.name(),
                service.vip(),
                service.isVacant() ? Optional.empty() : service.holder().map(this::name),
                situation(service),
                members.stream().map(member -> member(member, service)).toList(),
                state.said().stream()
                        .flatMap(said -> said(said, service).stream())
                        .toList());
    }

    /** Who cannot be asked, and is not surely dead, keeps the agent from promoting anybody: an operator should know before. */
    private String mute(ServiceState service) {
        List<String> names = service.members().stream()
                .map(state.members()::get)
                .filter(m -> m != null
                        && !m.voice().connected()
                        && !m.life().isDead()
                        && m.listed().state().isAlive())
                .map(MemberFacts::name)
                .toList();
        return names.isEmpty()
                ? ""
                : "; " + String.join(", ", names) + " not on the channel: after a fault the protocol's timers decide";
    }

    private String situation(ServiceState service) {
        if (service.promotion().isPresent()) {
            return name(service.promotion().get().member()) + " was told to take the address";
        }
        if (service.isVacant()) {
            return Words.loss(service.holder().map(state.members()::get), service.vip(), now)
                    + "; the protocol's timers decide";
        }
        return service.handover()
                .map(handover -> name(handover.from()) + " hands over to " + name(handover.to()))
                .or(() -> service.relay()
                        .filter(relay -> relay.stage() == RelayInPlace.Stage.USED)
                        .map(relay -> name(relay.to()) + " has the address, " + name(relay.from())
                                + " finishes what it serves"))
                .orElse(service.holder().map(this::name).orElse("nobody") + " has the address" + mute(service));
    }

    private MemberView member(MemberFacts member, ServiceState service) {
        Optional<RouterReport> router = member.router(service.vip());
        String why = new Candidates(service.vip(), now)
                .obstacle(member)
                .map(obstacle -> "no candidate: " + obstacle)
                .orElse("can take the address");
        return new MemberView(
                member.id(),
                member.name(),
                router.filter(_ -> member.voice().connected()).map(RouterReport::role),
                member.voice().report().map(Report::health).orElse(Verdict.UNKNOWN),
                router.map(RouterReport::priority).orElse(0),
                member.voice().connected(),
                member.life().frozen(),
                !member.life().isDead() && member.listed().state().isAlive(),
                member.voice().connected() && member.voice().reportedNanos() != Voice.NOT_YET
                        ? now - member.voice().reportedNanos()
                        : 0,
                service.holder().filter(member.id()::equals).isPresent() && !service.isVacant()
                        ? "has the address"
                        : why);
    }

    private Optional<SaidView> said(DirectorState.Said said, ServiceState service) {
        Decision decision = said.decision();
        return switch (decision) {
            case Decision.Fence d -> one(said, d.service(), Optional.of(d.member()), service);
            case Decision.Promote d -> one(said, d.service(), Optional.of(d.member()), service);
            case Decision.Ask d -> one(said, d.service(), Optional.of(d.member()), service);
            case Decision.Resign d -> one(said, d.service(), Optional.of(d.member()), service);
            case Decision.Release d -> one(said, d.service(), Optional.of(d.member()), service);
            case Decision.Relay d -> one(said, d.service(), Optional.of(d.from()), service);
            case Decision.Retain d -> one(said, d.service(), Optional.of(d.member()), service);
            case Decision.EndRelay d -> one(said, d.service(), Optional.of(d.from()), service);
            case Decision.PointNeighbour d -> one(said, d.service(), Optional.of(d.member()), service);
            case Decision.Notify d -> one(said, d.service(), Optional.empty(), service);
        };
    }

    private Optional<SaidView> one(
            DirectorState.Said said, String name, Optional<String> member, ServiceState service) {
        return name.equals(service.name())
                ? Optional.of(new SaidView(
                        now - said.atNanos(),
                        said.decision().getClass().getSimpleName(),
                        member.map(this::name),
                        said.decision().reason()))
                : Optional.empty();
    }

    private String name(String id) {
        MemberFacts member = state.members().get(id);
        return member == null ? id : member.name();
    }
}

package io.fairlead.core.director;

import io.fairlead.core.channel.RouterReport;
import io.fairlead.core.director.ServiceState.Handover;
import io.fairlead.core.model.Member;
import io.fairlead.core.model.Model;
import io.fairlead.core.model.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The agent's decisions about the members of its services, as a pure function.
 *
 * <p>The rule above all: nobody is promoted while another member may still have the address. Each of them must be known not
 * to have it (it says so itself, after the loss), or fenced and read back, or its lease has run out, or it consents
 * because it hands over. What cannot be shown is left to VRRP's timers.
 */
public record Director(DirectorConfig config) {
    /**
     * The next state and the ordered decisions.
     *
     * @param nowNanos of CLOCK_MONOTONIC, which never goes back
     */
    public DirectorTransition step(DirectorState state, DirectorEvent event, long nowNanos) {
        Map<String, MemberFacts> members = new Facts(config, state.members(), nowNanos).after(event);
        Map<String, ServiceState> services = new TreeMap<>(state.services());
        List<Decision> decisions = new ArrayList<>();
        take(event, members, services, decisions, nowNanos);
        long deadline = DirectorState.NEVER;
        for (ServiceState service : List.copyOf(services.values())) {
            Election election = new Election(config.at(interval(members, service)), members, service, nowNanos);
            election.run();
            services.put(service.name(), election.service());
            decisions.addAll(election.decisions());
            deadline = Math.min(deadline, election.deadlineNanos());
        }
        return new DirectorTransition(
                new DirectorState(members, services, said(state, decisions, nowNanos), deadline), decisions);
    }

    /** The shortest of the members' intervals: no takeover by the timers is earlier. */
    private static Duration interval(Map<String, MemberFacts> members, ServiceState service) {
        return members.values().stream()
                .flatMap(member -> member.router(service.vip()).stream())
                .map(RouterReport::advertInterval)
                .min(Comparator.naturalOrder())
                .orElse(DirectorConfig.DEFAULT_INTERVAL);
    }

    private void take(
            DirectorEvent event,
            Map<String, MemberFacts> members,
            Map<String, ServiceState> services,
            List<Decision> decisions,
            long now) {
        switch (event) {
            case DirectorEvent.ModelSeen seen -> services(services, seen.model(), decisions);
            case DirectorEvent.MoveAsked asked ->
                services.computeIfPresent(
                        asked.service(), (_, service) -> move(service, members, asked.to(), decisions, now));
            case DirectorEvent.AdvertisementSeen seen -> {
                if (seen.priority() != 0 && members.values().stream().noneMatch(member -> member.has(seen.source()))) {
                    services.computeIfPresent(seen.service(), (_, service) -> service.heardForeign(now));
                }
            }
            case DirectorEvent.RelayDone done ->
                services.computeIfPresent(done.service(), (_, service) -> service.relayDone(done, now));
            case DirectorEvent.RelayEnded ended ->
                services.computeIfPresent(ended.service(), (_, service) -> service.relayEnded(ended));
            case DirectorEvent.Connected _,
                    DirectorEvent.Reported _,
                    DirectorEvent.Disconnected _,
                    DirectorEvent.SidecarDied _,
                    DirectorEvent.ContainerDied _,
                    DirectorEvent.Frozen _,
                    DirectorEvent.Thawed _,
                    DirectorEvent.FenceDone _,
                    DirectorEvent.LinkChanged _,
                    DirectorEvent.TimerFired _ -> {}
        }
    }

    private static void services(Map<String, ServiceState> services, Model model, List<Decision> decisions) {
        Map<String, ServiceState> before = new TreeMap<>(services);
        services.clear();
        for (Service service : model.services()) {
            List<String> ids =
                    service.members().stream().map(Member::containerId).toList();
            ServiceState known = before.get(service.name());
            if (known != null && known.vip().equals(service.vip())) {
                before.remove(service.name());
                services.put(service.name(), known.withMembers(ids));
            } else {
                services.put(service.name(), ServiceState.of(service.name(), service.vip(), ids));
            }
        }
        before.values()
                .forEach(gone -> gone.relay()
                        .ifPresent(relay -> decisions.add(new Decision.EndRelay(
                                gone.name(), relay.from(), relay.to(), gone.vip(), "the service is gone"))));
    }

    private ServiceState move(
            ServiceState service,
            Map<String, MemberFacts> members,
            Optional<String> to,
            List<Decision> decisions,
            long now) {
        Candidates candidates = new Candidates(service.vip(), now);
        List<MemberFacts> others = service.members().stream()
                .map(members::get)
                .filter(member -> member != null
                        && service.holder().filter(member.id()::equals).isEmpty())
                .toList();
        Optional<MemberFacts> target = to.isEmpty()
                ? candidates.best(others)
                : others.stream()
                        .filter(m -> m.id().equals(to.get()) || m.name().equals(to.get()))
                        .findFirst();
        Optional<String> obstacle = service.isVacant() || service.holder().isEmpty()
                ? Optional.of("no member is known to have the address")
                : target.isEmpty()
                        ? Optional.of(
                                to.map(name -> name + " is no other member").orElse("no other member can take it"))
                        : candidates
                                .obstacle(target.get())
                                .map(why -> target.get().name() + ": " + why);
        if (obstacle.isPresent()) {
            decisions.add(new Decision.Notify(service.name(), "not moved: " + obstacle.get()));
            return service;
        }
        return service.withHandover(Optional.of(new Handover(
                service.holder().get(),
                target.get().id(),
                false,
                now + config.handoverWithin().toNanos(),
                "moved to " + target.get().name() + ", as asked")));
    }

    private List<DirectorState.Said> said(DirectorState state, List<Decision> decisions, long now) {
        List<DirectorState.Said> said = new ArrayList<>(state.said());
        // Questions are many and tell nobody anything.
        decisions.stream()
                .filter(decision -> !(decision instanceof Decision.Ask))
                .forEach(decision -> said.add(new DirectorState.Said(now, decision)));
        return said.subList(Math.max(0, said.size() - config.saidAtMost()), said.size());
    }

    /** The state in words. */
    public DirectorView view(DirectorState state, long nowNanos) {
        return new Views(config, state, nowNanos).view();
    }
}

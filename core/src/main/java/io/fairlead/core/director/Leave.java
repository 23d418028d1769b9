package io.fairlead.core.director;

import io.fairlead.core.channel.RouterReport;
import io.fairlead.core.director.ServiceState.Handover;
import io.fairlead.core.director.ServiceState.RelayInPlace;
import java.util.List;
import java.util.Optional;

/** Make before break: a living holder that gives the address to another. */
record Leave(Election election) {
    /** What {@code from} still serves is led to it, before {@code to} takes the address. */
    void relay(MemberFacts from, MemberFacts to) {
        ServiceState service = election.service();
        RelayInPlace next = new RelayInPlace(from.id(), to.id());
        if (service.relay().filter(next::equals).isPresent()) {
            return;
        }
        end(from.name() + " hands over to " + to.name() + " now");
        election.decide(new Decision.Relay(
                service.name(),
                from.id(),
                to.id(),
                service.vip(),
                from.name() + " hands over to " + to.name() + " and finishes what it serves"));
        election.become(election.service().withRelay(Optional.of(next)));
    }

    /** Ends the relay when there is nothing more to lead anywhere. */
    void relay(List<MemberFacts> serving) {
        ServiceState service = election.service();
        if (service.relay().isEmpty()) {
            return;
        }
        RelayInPlace relay = service.relay().get();
        Optional<MemberFacts> from = election.member(relay.from());
        boolean promoted =
                service.promotion().filter(p -> p.member().equals(relay.to())).isPresent();
        if (from.isEmpty() || from.get().life().isDead()) {
            end("what handed over has ended");
        } else if (isOut(from.get(), service)) {
            end(from.get().name() + " has let go");
        } else if (serving.stream().anyMatch(m -> m.id().equals(relay.from()))) {
            if (!promoted) {
                end(from.get().name() + " has the address again");
            }
        } else if (!promoted && !serving.isEmpty() && serving.stream().noneMatch(m -> m.id().equals(relay.to()))) {
            end("the address is elsewhere");
        }
    }

    private static boolean isOut(MemberFacts from, ServiceState service) {
        return from.answers()
                && from.voice().report().isPresent()
                && !from.voice().saysItHolds(service.vip());
    }

    private void end(String reason) {
        ServiceState service = election.service();
        service.relay()
                .ifPresent(relay -> election.decide(
                        new Decision.EndRelay(service.name(), relay.from(), relay.to(), service.vip(), reason)));
        election.become(service.withRelay(Optional.empty()));
    }

    /** Goes on with a handover that was asked for, or begins one to a member that preempts. */
    void handover(MemberFacts holder) {
        Optional<Handover> asked = election.service().handover().or(() -> preference(holder));
        if (asked.isEmpty()) {
            return;
        }
        Handover handover = asked.get();
        if (handover.to().equals(holder.id())) {
            election.become(election.service().withHandover(Optional.empty()));
        } else if (election.now() >= handover.untilNanos()) {
            election.become(election.service().withHandover(Optional.empty()));
            election.decide(new Decision.Notify(
                    election.service().name(),
                    holder.name() + " did not hand over within "
                            + Words.span(election.config().handoverWithin().toNanos())));
        } else {
            resign(holder, handover);
        }
    }

    private void resign(MemberFacts holder, Handover handover) {
        ServiceState service = election.service();
        if (!handover.asked()) {
            election.decide(new Decision.Resign(service.name(), holder.id(), service.vip(), handover.reason()));
        }
        election.become(service.withHandover(
                Optional.of(new Handover(holder.id(), handover.to(), true, handover.untilNanos(), handover.reason()))));
        election.wake(handover.untilNanos());
    }

    /** Preemption, done politely: only members that want it, and only when they have been well for a while. */
    private Optional<Handover> preference(MemberFacts holder) {
        ServiceState service = election.service();
        Candidates candidates = election.candidates();
        Optional<MemberFacts> best = candidates.best(election.concerned().stream()
                .filter(m -> service.members().contains(m.id()))
                .filter(m ->
                        m.router(service.vip()).filter(RouterReport::preempt).isPresent())
                .filter(m -> candidates.priority(m) > candidates.priority(holder))
                .toList());
        if (best.isEmpty() || service.promotion().isPresent()) {
            return Optional.empty();
        }
        long well = best.get().voice().healthyNanos()
                + election.config().preferredAfter().toNanos();
        if (election.now() < well) {
            election.wake(well);
            return Optional.empty();
        }
        return Optional.of(new Handover(
                holder.id(),
                best.get().id(),
                false,
                election.now() + election.config().handoverWithin().toNanos(),
                best.get().name() + " preempts: priority " + candidates.priority(best.get()) + " over "
                        + candidates.priority(holder)));
    }
}

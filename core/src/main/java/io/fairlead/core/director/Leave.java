package io.fairlead.core.director;

import io.fairlead.core.channel.RouterReport;
import io.fairlead.core.director.ServiceState.Handover;
import io.fairlead.core.director.ServiceState.RelayInPlace;
import io.fairlead.core.director.ServiceState.RelayInPlace.Stage;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Make before break: a living holder that gives the address to another. */
record Leave(Election election) {
    /**
     * Whether {@code to} may take the address as far as relays are concerned. Only the holder's own handover waits for one: who
     * has handed over before loses its way to the clients.
     */
    boolean settled(MemberFacts to, Map<MemberFacts, Clearance> others) {
        takesBack(to);
        boolean settled = true;
        for (Map.Entry<MemberFacts, Clearance> other : others.entrySet()) {
            MemberFacts member = other.getKey();
            if (!(other.getValue() instanceof Clearance.Consents)) {
                continue;
            }
            boolean holds = election.service()
                    .holder()
                    .filter(holder -> !holder.equals(member.id()))
                    .isEmpty();
            if (holds) {
                settled &= settled(member, to);
            } else {
                recall(member, "the address goes on to " + to.name());
            }
        }
        return settled;
    }

    /** The same for one that hands over; asks for the relay first. */
    private boolean settled(MemberFacts from, MemberFacts to) {
        ServiceState service = election.service();
        Optional<RelayInPlace> known =
                service.relay().filter(relay -> relay.isBetween(from.id(), to.id()) && relay.stage() != Stage.ENDING);
        if (known.isEmpty()) {
            ask(from, to);
            return false;
        }
        long patient =
                known.get().sinceNanos() + election.config().relayWithin().toNanos();
        if (known.get().stage() == Stage.ASKED && election.now() < patient) {
            election.wake(patient);
            return false;
        }
        return true;
    }

    private void ask(MemberFacts from, MemberFacts to) {
        ServiceState service = election.service();
        service.relay()
                .filter(other -> other.stage() != Stage.ENDING)
                .ifPresent(other -> end(other, from.name() + " hands over to " + to.name() + " now"));
        election.decide(new Decision.Relay(
                service.name(),
                from.id(),
                to.id(),
                service.vip(),
                from.name() + " hands over to " + to.name() + " and finishes what it serves"));
        become(new RelayInPlace(from.id(), to.id(), Stage.ASKED, election.now()));
        election.wake(election.now() + election.config().relayWithin().toNanos());
    }

    /** {@code from} must let go of what it finishes: the one through whom it is led there has the address no more. */
    private void recall(MemberFacts from, String reason) {
        ServiceState service = election.service();
        service.relay()
                .filter(relay -> relay.from().equals(from.id()))
                .filter(relay -> relay.stage() != Stage.RECALLED && relay.stage() != Stage.ENDING)
                .ifPresent(relay -> {
                    election.decide(new Decision.Release(service.name(), from.id(), service.vip(), reason));
                    become(relay.in(Stage.RECALLED, election.now()));
                });
    }

    /** The relay that led to {@code member}, which takes the address again. */
    private void takesBack(MemberFacts member) {
        election.service()
                .relay()
                .filter(relay -> relay.from().equals(member.id()) && relay.stage() != Stage.ENDING)
                .ifPresent(relay -> end(relay, member.name() + " takes the address again"));
    }

    /** Goes on with the relay, and ends it when there is nothing more to lead anywhere. */
    void relay(List<MemberFacts> serving) {
        election.service().relay().ifPresent(relay -> {
            if (relay.stage() == Stage.ENDING) {
                long again = relay.sinceNanos() + election.config().relayRetry().toNanos();
                if (election.now() >= again) {
                    end(relay, "its end was not confirmed");
                } else {
                    election.wake(again);
                }
                return;
            }
            Optional<MemberFacts> from = election.member(relay.from());
            Optional<String> over = over(relay, from, serving);
            if (over.isPresent()) {
                end(relay, over.get());
            } else if (relay.stage() == Stage.STANDS && from.get().answers()) {
                election.decide(new Decision.Retain(
                        election.service().name(),
                        relay.from(),
                        election.service().vip(),
                        "what " + from.get().name() + " still serves reaches it"));
                become(relay.in(Stage.USED, election.now()));
            } else if (isElsewhere(relay, serving) && from.get().answers()) {
                recall(from.get(), "the address is elsewhere");
            }
        });
    }

    /** Why there is nothing more to lead to {@code from}; empty: there may be. */
    private Optional<String> over(RelayInPlace relay, Optional<MemberFacts> from, List<MemberFacts> serving) {
        if (from.isEmpty() || from.get().life().isDead()) {
            return Optional.of("what handed over has ended");
        }
        if (isOut(from.get(), election.service())) {
            return Optional.of(from.get().name() + " has let go");
        }
        return serving.contains(from.get()) && !isPromoted(relay)
                ? Optional.of(from.get().name() + " has the address again")
                : Optional.empty();
    }

    private boolean isElsewhere(RelayInPlace relay, List<MemberFacts> serving) {
        return !isPromoted(relay) && !serving.isEmpty() && serving.stream().noneMatch(m -> m.id().equals(relay.to()));
    }

    private boolean isPromoted(RelayInPlace relay) {
        return election.service()
                .promotion()
                .filter(p -> p.member().equals(relay.to()))
                .isPresent();
    }

    private static boolean isOut(MemberFacts from, ServiceState service) {
        return from.answers()
                && from.voice().report().isPresent()
                && !from.voice().saysItHolds(service.vip());
    }

    private void end(RelayInPlace relay, String reason) {
        ServiceState service = election.service();
        election.decide(new Decision.EndRelay(service.name(), relay.from(), relay.to(), service.vip(), reason));
        become(relay.in(Stage.ENDING, election.now()));
        election.wake(election.now() + election.config().relayRetry().toNanos());
    }

    private void become(RelayInPlace relay) {
        election.become(election.service().withRelay(Optional.of(relay)));
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

package io.fairlead.core.director;

import io.fairlead.core.channel.RouterReport;
import io.fairlead.core.director.ServiceState.Contest;
import java.util.Comparator;
import java.util.List;

/** Several members that report ACTIVE: VRRP settles that, unless they do not hear each other. */
record Contests(Election election) {
    void settle(List<MemberFacts> serving) {
        ServiceState service = election.service();
        Contest contest = service.contest();
        long now = election.now();
        if (serving.size() < 2) {
            election.become(service.with(new Contest(ServiceState.NOT_YET, contest.releasedNanos())));
            return;
        }
        long since = contest.sinceNanos() == ServiceState.NOT_YET ? now : contest.sinceNanos();
        long due = since + election.config().twoActiveWithin().toNanos();
        if (contest.releasedNanos() != ServiceState.NOT_YET) {
            due = Math.max(
                    due,
                    contest.releasedNanos() + election.config().twoActiveRest().toNanos());
        }
        if (now < due) {
            election.wake(due);
            election.become(service.with(new Contest(since, contest.releasedNanos())));
            return;
        }
        MemberFacts winner = serving.stream().max(order()).orElseThrow();
        for (MemberFacts loser : serving) {
            if (!loser.id().equals(winner.id())) {
                election.decide(new Decision.Release(
                        service.name(),
                        loser.id(),
                        service.vip(),
                        loser.name() + " and " + winner.name() + " both have the address for " + Words.span(now - since)
                                + "; " + winner.name() + " wins"));
            }
        }
        election.become(service.with(new Contest(ServiceState.NOT_YET, now)));
        election.wake(now + election.config().twoActiveRest().toNanos());
    }

    /** As RFC 9568 section 6.4.3: priority, then address. */
    private Comparator<MemberFacts> order() {
        return Comparator.comparingInt((MemberFacts m) -> election.candidates().priority(m))
                .thenComparing(m -> m.router(election.service().vip())
                        .map(RouterReport::primaryAddress)
                        .orElse(election.service().vip()));
    }
}

package io.fairlead.core.director;

import io.fairlead.core.channel.Role;
import io.fairlead.core.director.ServiceState.Promotion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What follows for one service from what is known now. It looks at the whole each time and not at the event, so that no
 * order of events can lead it astray; what must not be done twice is remembered in the states.
 *
 * <pre>
 *   served ──────────────────────────────► vacant ─── all others clear ──► promoted ──► served
 *     │  holder halted, released, resigns    │  Fence, Ask                    │
 *     └─ two of them, a move, a preference   └─ or the protocol's timers      └─ no word: fenced, the next one
 * </pre>
 */
final class Election {
    private final DirectorConfig config;
    private final long now;
    private final Map<String, MemberFacts> members;
    private final List<Decision> decisions = new ArrayList<>();
    private final Candidates candidates;
    private ServiceState service;
    private long deadline = DirectorState.NEVER;

    Election(DirectorConfig config, Map<String, MemberFacts> members, ServiceState service, long now) {
        this.config = config;
        this.members = members;
        this.service = service;
        this.now = now;
        this.candidates = new Candidates(service.vip(), now);
    }

    ServiceState service() {
        return service;
    }

    List<Decision> decisions() {
        return decisions;
    }

    long deadlineNanos() {
        return deadline;
    }

    void run() {
        List<MemberFacts> serving = concerned().stream().filter(this::serves).toList();
        new Leave(this).relay(serving);
        for (MemberFacts member : concerned()) {
            // What it had said before it was frozen is worthless, and it may have nothing new to say by itself.
            if (member.answers()
                    && member.voice().report().isEmpty()
                    && member.voice().askedNanos() == Voice.NOT_YET) {
                ask(member, member.name() + " executes again");
            }
        }
        if (serving.isEmpty()) {
            vacant();
        } else {
            served(serving);
        }
    }

    /** Those of the model, and whoever else says that he has to do with the address. */
    List<MemberFacts> concerned() {
        return members.values().stream()
                .filter(m -> service.members().contains(m.id())
                        || m.router(service.vip()).isPresent())
                .toList();
    }

    private boolean serves(MemberFacts member) {
        return member.answers()
                && member.linkUp()
                && !member.fencing().suspect()
                && member.voice().says(service.vip(), Role.ACTIVE);
    }

    private void served(List<MemberFacts> serving) {
        MemberFacts before = serving.stream()
                .filter(m -> service.promotion()
                        .filter(p -> p.member().equals(m.id()))
                        .isPresent())
                .findFirst()
                .or(() -> serving.stream()
                        .filter(m -> service.holder().filter(m.id()::equals).isPresent())
                        .findFirst())
                .orElse(serving.getFirst());
        boolean moved = service.holder().filter(before.id()::equals).isEmpty() || service.isVacant();
        service = service.heldBy(before.id());
        if (service.promotion()
                .filter(p -> p.member().equals(before.id()) || now >= p.validUntilNanos())
                .isPresent()) {
            service = service.withoutPromotion();
        }
        service.promotion().ifPresent(p -> wake(p.validUntilNanos()));
        if (moved) {
            decide(new Decision.PointNeighbour(
                    service.name(), before.id(), service.vip(), before.name() + " has the address"));
        }
        // Who halted with the address answers for it until its lease is over, whoever else has it by now (P01).
        concerned().stream()
                .filter(m -> !m.life().executes() && m.voice().saysItHolds(service.vip()))
                .forEach(m -> clearUp(m, m.name() + " halted with the address, and " + before.name() + " has it now"));
        new Contests(this).settle(serving);
        if (serving.size() == 1) {
            new Leave(this).handover(before);
        }
    }

    private void vacant() {
        if (!service.isVacant()) {
            service = service.vacantSince(now);
        }
        if (service.promotion().isPresent()
                && !promotionIsOver(service.promotion().get())) {
            return;
        }
        releaseUnlinked();
        Optional<MemberFacts> candidate = candidate();
        Map<MemberFacts, Clearance> others = new LinkedHashMap<>();
        for (MemberFacts member : concerned()) {
            if (candidate.filter(c -> c.id().equals(member.id())).isEmpty()) {
                others.put(member, Clearance.of(member, service.vip(), service.vacantNanos(), config, now));
            }
        }
        if (candidate.isEmpty()) {
            sayThatTimersDecide("nobody can take it: " + obstacles(), true);
            return;
        }
        others.forEach(this::pursue);
        Optional<String> hindrance = new Hindrance(service, config, now).of(others.values(), this::wake);
        if (hindrance.isPresent()) {
            boolean hopeless = others.values().stream()
                    .noneMatch(c -> c instanceof Clearance.NeedsFence
                            || c instanceof Clearance.NeedsAnswer
                            || c instanceof Clearance.Pending);
            sayThatTimersDecide(candidate.get().name() + " is not promoted: " + hindrance.get(), hopeless);
        } else {
            promote(candidate.get(), others);
        }
    }

    /** The one that a handover is for, or the best, or else the one that has just handed over. */
    private Optional<MemberFacts> candidate() {
        List<MemberFacts> listed = concerned().stream()
                .filter(m -> service.members().contains(m.id()))
                .toList();
        return service.handover()
                .map(handover -> members.get(handover.to()))
                .filter(to -> candidates.obstacle(to).isEmpty())
                .or(() -> candidates.best(listed))
                .or(() -> candidates.returning(listed));
    }

    private boolean promotionIsOver(Promotion promotion) {
        MemberFacts member = members.get(promotion.member());
        if (member == null || member.life().isDead()) {
            service = service.withoutPromotion().vacantSince(now);
            return true;
        }
        if (now < promotion.validUntilNanos()) {
            long doubt = promotion.atNanos() + config.activeWithin().toNanos();
            if (now >= doubt && member.answers() && member.voice().askedNanos() < doubt) {
                ask(member, member.name() + " was promoted " + Words.span(now - promotion.atNanos()) + " ago");
            }
            wake(now < doubt ? doubt : promotion.validUntilNanos());
            return false;
        }
        long rest = now + config.failedRest().toNanos();
        MemberFacts failed = member.restingUntil(rest);
        members.put(
                member.id(),
                failed.life().executes() ? failed.with(failed.fencing().suspected()) : failed);
        service = service.withoutPromotion().vacantSince(now);
        decide(new Decision.Notify(
                service.name(),
                member.name() + " did not take the address within " + Words.span(now - promotion.atNanos())));
        wake(rest);
        return true;
    }

    /** Its own sidecar sees the same; the address is of no use there. */
    private void releaseUnlinked() {
        for (MemberFacts member : concerned()) {
            if (!member.linkUp()
                    && member.answers()
                    && member.voice().says(service.vip(), Role.ACTIVE)
                    && member.voice().askedNanos() < service.vacantNanos()) {
                decide(new Decision.Release(
                        service.name(), member.id(), service.vip(), member.name() + "'s link is down"));
                members.put(member.id(), member.with(member.voice().asked(now)));
            }
        }
    }

    private void pursue(MemberFacts member, Clearance clearance) {
        switch (clearance) {
            case Clearance.NeedsFence _, Clearance.NeedsAnswer _ -> clearUp(member, loss());
            case Clearance.Pending pending -> wake(pending.untilNanos());
            case Clearance.Blocks blocks -> wake(blocks.untilNanos());
            case Clearance.Clear _, Clearance.Consents _ -> {}
        }
    }

    private void clearUp(MemberFacts member, String reason) {
        switch (Clearance.of(member, service.vip(), service.vacantNanos(), config, now)) {
            case Clearance.NeedsFence needs -> {
                decide(new Decision.Fence(service.name(), member.id(), service.vip(), reason + "; " + needs.why()));
                members.put(member.id(), member.with(member.fencing().asked()));
            }
            case Clearance.NeedsAnswer needs -> ask(member, needs.why());
            case Clearance.Pending pending -> wake(pending.untilNanos());
            case Clearance.Clear _, Clearance.Consents _, Clearance.Blocks _ -> {}
        }
    }

    private void ask(MemberFacts member, String reason) {
        decide(new Decision.Ask(service.name(), member.id(), service.vip(), reason));
        members.put(member.id(), member.with(member.voice().asked(now)));
    }

    private void promote(MemberFacts to, Map<MemberFacts, Clearance> others) {
        if (!new Leave(this).settled(to, others)) {
            return;
        }
        StringBuilder reason = new StringBuilder(loss());
        others.forEach((member, clearance) -> {
            if (service.holder().filter(member.id()::equals).isPresent()) {
                reason.append("; ").append(clearance.why());
            }
        });
        reason.append("; ").append(Words.candidate(to, service.vip()));
        long validUntil = now + config.promoteValidity().toNanos();
        List<Long> all = new ArrayList<>(service.promotions());
        all.removeIf(at -> now - at > config.promotionsWithin().toNanos());
        all.add(now);
        service = service.with(new Promotion(to.id(), now, validUntil), all);
        decide(new Decision.Promote(service.name(), to.id(), service.vip(), validUntil, reason.toString()));
        wake(now + config.activeWithin().toNanos());
    }

    private void sayThatTimersDecide(String why, boolean hopeless) {
        if (service.told() || service.holder().isEmpty()) {
            return;
        }
        long patient = service.vacantNanos() + config.patience().toNanos();
        if (!hopeless && now < patient) {
            wake(patient);
            return;
        }
        service = service.asTold();
        decide(new Decision.Notify(service.name(), loss() + "; " + why + "; the protocol's timers decide"));
    }

    private String loss() {
        return Words.loss(service.holder().map(members::get), service.vip(), now);
    }

    private String obstacles() {
        List<String> each = new ArrayList<>();
        for (MemberFacts member : concerned()) {
            candidates.obstacle(member).ifPresent(obstacle -> each.add(member.name() + ": " + obstacle));
            if (member.restNanos() > now) {
                wake(member.restNanos());
            }
        }
        return String.join(", ", each);
    }

    DirectorConfig config() {
        return config;
    }

    long now() {
        return now;
    }

    Candidates candidates() {
        return candidates;
    }

    Optional<MemberFacts> member(String id) {
        return Optional.ofNullable(members.get(id));
    }

    void become(ServiceState next) {
        service = next;
    }

    void decide(Decision decision) {
        decisions.add(decision);
    }

    void wake(long atNanos) {
        deadline = Math.min(deadline, atNanos);
    }
}

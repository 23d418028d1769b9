package io.fairlead.core.director;

import io.fairlead.core.channel.Role;
import io.fairlead.core.channel.SidecarMessage.Report;
import io.fairlead.core.model.Container;
import io.fairlead.core.model.Member;
import io.fairlead.core.model.Model;
import io.fairlead.core.model.Service;
import io.fairlead.core.net.IpAddress;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Takes an event into what is known of the members. */
final class Facts {
    /** More containers than an engine of one host is used with; the channel proves each one's identity. */
    private static final int MOST_MEMBERS = 1024;

    private final DirectorConfig config;
    private final Map<String, MemberFacts> members;
    private final long now;

    Facts(DirectorConfig config, Map<String, MemberFacts> members, long now) {
        this.config = config;
        this.members = new TreeMap<>(members);
        this.now = now;
    }

    Map<String, MemberFacts> after(DirectorEvent event) {
        switch (event) {
            case DirectorEvent.ModelSeen seen -> listed(seen.model());
            case DirectorEvent.Connected it -> change(it.member(), this::connected);
            case DirectorEvent.Reported it -> change(it.member(), m -> reported(m, it.report()));
            case DirectorEvent.Disconnected it ->
                change(it.member(), m -> m.with(m.voice().disconnected()));
            case DirectorEvent.SidecarDied it -> change(it.member(), m -> died(m, Life.Death.SIDECAR));
            case DirectorEvent.ContainerDied it -> change(it.member(), m -> died(m, Life.Death.CONTAINER));
            case DirectorEvent.Frozen it -> change(it.member(), this::froze);
            case DirectorEvent.Thawed it -> change(it.member(), Facts::thawed);
            case DirectorEvent.FenceDone it ->
                change(it.member(), m -> fenced(m, it.failure().isEmpty()));
            case DirectorEvent.AdvertisementSeen it -> advertised(it.source(), it.priority());
            case DirectorEvent.LinkChanged it -> change(it.member(), m -> m.withLink(it.up()));
            case DirectorEvent.MoveAsked _,
                    DirectorEvent.RelayDone _,
                    DirectorEvent.RelayEnded _,
                    DirectorEvent.TimerFired _ -> {}
        }
        return members;
    }

    private void change(String id, UnaryOperator<MemberFacts> next) {
        MemberFacts before = members.get(id);
        if (before != null || members.size() < MOST_MEMBERS) {
            members.put(id, next.apply(before == null ? MemberFacts.unlisted(id, now) : before));
        }
    }

    /** It runs, whatever was known before: a dead one does not connect, nor one whose container has ended. */
    private MemberFacts connected(MemberFacts before) {
        MemberFacts.Listed listed = before.listed();
        MemberFacts.Listed running = listed.state().isAlive()
                ? listed
                : new MemberFacts.Listed(
                        listed.known(), listed.name(), Container.State.RUNNING, listed.addresses(), now);
        Life life = before.life().frozen() && !before.life().isDead() ? before.life() : Life.RUNS;
        return before.reborn()
                .with(running)
                .with(life)
                .with(Voice.connected(now))
                .restingUntil(before.restNanos());
    }

    private MemberFacts reported(MemberFacts before, Report report) {
        if (!before.voice().connected() || before.life().isDead()) {
            return before;
        }
        MemberFacts after = before.with(before.voice().reported(report, now));
        // Reports come in order: one that was promoted and has the address in the end is what it was meant to be.
        boolean answered = !report.routers().isEmpty()
                && report.routers().stream().allMatch(router -> router.role() == Role.ACTIVE);
        return answered && !before.fencing().outstanding()
                ? after.with(before.fencing().trusted())
                : after;
    }

    private MemberFacts died(MemberFacts before, Life.Death how) {
        Fencing fencing = before.life().executes() ? before.fencing().undone() : before.fencing();
        return before.with(before.life().died(how, now))
                .with(fencing)
                .with(before.voice().hungUp());
    }

    private MemberFacts froze(MemberFacts before) {
        Fencing fencing = before.life().executes() ? before.fencing().undone() : before.fencing();
        return before.with(before.life().froze(now)).with(fencing);
    }

    /** If it was, or is being, fenced meanwhile it does not hold what it last said it did. */
    private static MemberFacts thawed(MemberFacts before) {
        MemberFacts after = before.with(before.life().thawed());
        if (!after.life().executes() || before.life().executes()) {
            return after;
        }
        boolean touched = before.fencing().isDone() || before.fencing().outstanding();
        return after.with(before.fencing().undone())
                .with(touched ? before.voice().outdated() : before.voice());
    }

    private MemberFacts fenced(MemberFacts before, boolean success) {
        Fencing fencing = before.fencing();
        if (!fencing.outstanding()) {
            return before;
        }
        Fencing next = success
                ? fencing.succeeded(now)
                : fencing.failed(now + config.fenceRetry().toNanos());
        // One that lives has been told to let go, and what it said before is not so any more.
        boolean lived = success && fencing.suspect() && before.life().executes();
        return (lived ? before.with(before.voice().outdated()) : before).with(next);
    }

    private void advertised(IpAddress source, int priority) {
        if (priority == 0) {
            return;
        }
        members.replaceAll((_, member) -> {
            if (!member.has(source)) {
                return member;
            }
            boolean revenant = member.life().isDead()
                    && now - member.life().causeNanos() > config.foreignWithin().toNanos();
            return (revenant ? member.reborn() : member).advertised(now);
        });
    }

    private void listed(Model model) {
        Set<String> present = new TreeSet<>();
        for (Service service : model.services()) {
            for (Member member : service.members()) {
                present.add(member.containerId());
                change(member.containerId(), before -> listed(before, member));
            }
        }
        members.values()
                .removeIf(member ->
                        !present.contains(member.id()) && !member.voice().connected());
        members.replaceAll((id, member) -> present.contains(id) ? member : unlisted(member));
    }

    private MemberFacts listed(MemberFacts before, Member member) {
        boolean alive = member.state().isAlive();
        // A list may be older than a connection; whether a connected one has died is better known from its process.
        boolean older = before.voice().connected() && !alive;
        MemberFacts after = before.with(new MemberFacts.Listed(
                true,
                member.name(),
                older ? Container.State.RUNNING : member.state(),
                alive ? member.addresses() : before.listed().addresses(),
                now));
        if (!alive) {
            return after.life().death() == Life.Death.CONTAINER
                    ? after.with(after.life().died(Life.Death.LISTED, now))
                    : after;
        }
        boolean begunAnew = after.life().death() == Life.Death.LISTED
                || (after.life().death() == Life.Death.CONTAINER
                        && now - after.life().causeNanos() > config.engineLag().toNanos());
        return begunAnew ? after.reborn() : after;
    }

    private static MemberFacts unlisted(MemberFacts member) {
        MemberFacts.Listed listed = member.listed();
        return member.with(
                new MemberFacts.Listed(false, listed.name(), listed.state(), listed.addresses(), listed.atNanos()));
    }
}

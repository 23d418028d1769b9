package io.fairlead.core.director;

import io.fairlead.core.channel.Role;
import io.fairlead.core.channel.RouterReport;
import io.fairlead.core.channel.SidecarMessage.Report;
import io.fairlead.core.health.Verdict;
import io.fairlead.core.model.Container;
import io.fairlead.core.model.Member;
import io.fairlead.core.model.Model;
import io.fairlead.core.model.Segment;
import io.fairlead.core.model.Service;
import io.fairlead.core.net.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A director with a clock in its hand and members h1, h2, … of the service "shop". */
final class Stage {
    static final long MILLISECOND = 1_000_000;
    static final String SHOP = "shop";
    static final IpAddress VIP = IpAddress.parse("172.18.0.201");

    private final Director director = new Director(DirectorConfig.DEFAULT);
    private final Map<String, Container.State> containers = new TreeMap<>();
    private DirectorState state = DirectorState.initial();
    private long now = 1_000_000_000_000L;
    private List<Decision> latest = List.of();
    private Duration interval = DirectorConfig.DEFAULT_INTERVAL;

    /** Listed and running, connected, healthy Backups but for the first, which is Active. */
    static Stage served(String... members) {
        Stage stage = new Stage();
        stage.serve(members);
        return stage;
    }

    /** The same of a stage that is new. */
    void serve(String... members) {
        listed(members);
        for (String member : members) {
            hears(new DirectorEvent.Connected(member));
            reports(member, member.equals(members[0]) ? Role.ACTIVE : Role.BACKUP);
        }
        passes(1000);
    }

    long now() {
        return now;
    }

    Map<String, Fitness> fitness() {
        return Fitness.of(state);
    }

    List<Decision> latest() {
        return latest;
    }

    /** What all say from now on of the time between their advertisements. */
    void advertisesEach(Duration each) {
        interval = each;
    }

    void listed(String... running) {
        for (String member : running) {
            containers.put(member, Container.State.RUNNING);
        }
        hears(new DirectorEvent.ModelSeen(model()));
    }

    void lists(String member, Container.State as) {
        containers.put(member, as);
        hears(new DirectorEvent.ModelSeen(model()));
    }

    private Model model() {
        List<Member> members = new ArrayList<>();
        containers.forEach((name, as) -> members.add(new Member(name, name, as, List.of(address(name)))));
        return new Model(
                List.of(new Service(
                        SHOP, VIP, new Segment("net", Optional.of("br0"), List.of()), members, Optional.empty())),
                List.of());
    }

    static IpAddress address(String member) {
        return IpAddress.parse("172.18.0." + member.substring(1));
    }

    List<Decision> hears(DirectorEvent event) {
        DirectorTransition transition = director.step(state, event, now);
        state = transition.state();
        latest = transition.decisions();
        return latest;
    }

    List<Decision> reports(String member, Role role) {
        return reports(member, role, Verdict.HEALTHY, 100, false);
    }

    List<Decision> reports(String member, Role role, Verdict health, int priority, boolean preempt) {
        boolean holds = role == Role.ACTIVE || role == Role.RESIGNING;
        return hears(new DirectorEvent.Reported(
                member,
                new Report(
                        List.of(new RouterReport(VIP, address(member), interval, priority, preempt, role, holds)),
                        health,
                        health == Verdict.HEALTHY ? "" : "its process has ended",
                        role == Role.RESIGNING)));
    }

    List<Decision> fenced(String member) {
        return hears(new DirectorEvent.FenceDone(SHOP, member, Optional.empty()));
    }

    List<Decision> notFenced(String member) {
        return hears(new DirectorEvent.FenceDone(SHOP, member, Optional.of("no such namespace")));
    }

    List<Decision> relayed(String from, String to) {
        return hears(new DirectorEvent.RelayDone(SHOP, from, to, Optional.empty()));
    }

    /** The first hands over to the last and finishes what it serves; {@code stops}: it was asked to stop. */
    static Stage handedOver(boolean stops, String... members) {
        Stage stage = served(members);
        String successor = members[members.length - 1];
        stage.resigns(members[0], stops);
        for (int i = 1; i < members.length - 1; i++) {
            stage.reports(members[i], Role.BACKUP);
        }
        stage.relayed(members[0], successor);
        stage.reports(successor, Role.ACTIVE);
        return stage;
    }

    List<Decision> resigns(String member, boolean stops) {
        return hears(new DirectorEvent.Reported(
                member,
                new Report(
                        List.of(new RouterReport(VIP, address(member), interval, 100, false, Role.RESIGNING, true)),
                        Verdict.HEALTHY,
                        "",
                        stops)));
    }

    /** Time passes, and the timer fires when it is due. */
    List<Decision> passes(long millis) {
        long end = now + millis * MILLISECOND;
        List<Decision> all = new ArrayList<>();
        while (state.deadlineNanos() <= end) {
            now = Math.max(now, state.deadlineNanos());
            all.addAll(hears(new DirectorEvent.TimerFired()));
        }
        now = end;
        latest = all;
        return all;
    }

    /** {@code "Fence h1"}, {@code "Promote h2"}, …, of the latest call. */
    List<String> says() {
        return latest.stream().map(Stage::words).toList();
    }

    static String words(Decision decision) {
        String kind = decision.getClass().getSimpleName();
        return switch (decision) {
            case Decision.Fence d -> kind + " " + d.member();
            case Decision.Promote d -> kind + " " + d.member();
            case Decision.Ask d -> kind + " " + d.member();
            case Decision.Resign d -> kind + " " + d.member();
            case Decision.Release d -> kind + " " + d.member();
            case Decision.Relay d -> kind + " " + d.from() + " " + d.to();
            case Decision.Retain d -> kind + " " + d.member();
            case Decision.EndRelay d -> kind + " " + d.from() + " " + d.to();
            case Decision.PointNeighbour d -> kind + " " + d.member();
            case Decision.Notify d -> kind + ": " + d.reason();
        };
    }

    String reason() {
        return latest.getLast().reason();
    }

    DirectorView.ServiceView view() {
        return director.view(state, now).services().getFirst();
    }
}

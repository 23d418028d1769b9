package io.fairlead.core.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.net.MacAddress;
import io.fairlead.core.vrrp.VirtualRouterState.Active;
import io.fairlead.core.vrrp.VirtualRouterState.Resigning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds after every sequence of events, however senseless. */
class VirtualRouterProperties {
    private static final IpAddress VIP = IpAddress.parse("172.18.0.201");
    private static final long SLEEP_NANOS = 3L * 100_000_000;

    /** An event, and how long after the one before it. */
    record Step(long afterNanos, Event event) {}

    @Property
    void addressesAreInPlaceExactlyWhileTheStateHoldsThem(@ForAll("lives") List<Step> life) {
        boolean[] installed = {false};
        live(life, (before, step, now, transition) -> {
            for (Action action : transition.actions()) {
                switch (action) {
                    case Action.InstallAddresses _, Action.RenewLease _ -> installed[0] = true;
                    case Action.RemoveAddresses _ -> installed[0] = false;
                    case Action.AnnounceAddresses _ -> assertThat(installed[0]).isTrue();
                    case Action.SendAdvertisement(int priority) ->
                        assertThat(installed[0] || priority == 0).isTrue();
                    case Action.ProbeAddresses _ -> assertThat(installed[0]).isFalse();
                    case Action.DiscardReceived _, Action.Report _ -> {}
                }
            }
            boolean holds = transition.state() instanceof Active || transition.state() instanceof Resigning;
            assertThat(installed[0]).isEqualTo(holds);
        });
    }

    @Property
    void oneWhoSleptSendsNothingAndHoldsNothing(@ForAll("lives") List<Step> life) {
        live(life, (before, step, now, transition) -> {
            if (before instanceof Active active && now - active.adverts().lastNanos() > SLEEP_NANOS) {
                assertThat(transition.actions())
                        .startsWith(new Action.DiscardReceived(), new Action.RemoveAddresses())
                        .noneMatch(action -> action instanceof Action.SendAdvertisement
                                || action instanceof Action.AnnounceAddresses);
                assertThat(transition.state()).isNotInstanceOf(Active.class);
            }
        });
    }

    @Property
    void firedTimerIsNotDueAgain(@ForAll("lives") List<Step> life) {
        live(life, (before, step, now, transition) -> {
            if (step.event() instanceof Event.TimerFired) {
                assertThat(transition.state().deadlineNanos()).isGreaterThan(now);
            }
        });
    }

    @Property
    void changesOfTheHolderAreAlwaysTold(@ForAll("lives") List<Step> life) {
        live(life, (before, step, now, transition) -> {
            if (!transition.state().getClass().equals(before.getClass())) {
                assertThat(transition.actions())
                        .anyMatch(action -> action instanceof Action.Report(Notice notice)
                                && notice.kind() == Notice.Kind.STATE_CHANGED);
            }
        });
    }

    /** No more than the regular ones, a reply an interval, and an answer to each priority 0 (V33, V35, V37). */
    @Property
    void aRouterThatIsProvokedSendsAtABoundedRate(@ForAll("provocations") List<Step> life) {
        int[] sent = {0};
        long[] end = {0};
        live(life, (before, step, now, transition) -> {
            end[0] = now;
            sent[0] += (int) transition.actions().stream()
                    .filter(action ->
                            action instanceof Action.SendAdvertisement || action instanceof Action.AnnounceAddresses)
                    .count();
        });
        assertThat(sent[0]).isLessThanOrEqualTo((int) (3 * (end[0] / 100_000_000 + 2)));
    }

    private interface Check {
        void check(VirtualRouterState before, Step step, long now, Transition transition);
    }

    private static void live(List<Step> life, Check check) {
        VirtualRouterConfig config = VirtualRouterConfig.of(201, 100, List.of(new IpPrefix(VIP, 16)));
        VirtualRouter router = new VirtualRouter(config, IpAddress.parse("172.18.0.7"));
        VirtualRouterState state = router.initial();
        long now = 0;
        for (Step step : life) {
            now += step.afterNanos();
            Transition transition = router.step(state, step.event(), now);
            check.check(state, step, now, transition);
            state = transition.state();
        }
    }

    @Provide
    Arbitrary<List<Step>> lives() {
        Arbitrary<Event> often = Arbitraries.of(new Event.TimerFired(), new Event.Startup(false), new Event.TakeOver());
        Arbitrary<Event> events = Arbitraries.oneOf(
                often,
                advertisements(0, 255),
                Arbitraries.of(
                        new Event.Startup(true),
                        new Event.Shutdown(),
                        new Event.Resign(),
                        new Event.HandOver(Duration.ofSeconds(1)),
                        new Event.Retain(2_000_000_000),
                        new Event.Deposed("the test says so"),
                        new Event.PreemptionHeld(true),
                        new Event.PreemptionHeld(false),
                        new Event.PriorityChanged(50),
                        new Event.AddressesLost(),
                        new Event.DuplicateClaim(VIP, MacAddress.BROADCAST)));
        return steps(events, 400_000_000);
    }

    /** An Active router and whatever makes it answer, but no priority 0, which is to be answered each time. */
    @Provide
    Arbitrary<List<Step>> provocations() {
        Arbitrary<Event> events = Arbitraries.oneOf(
                advertisements(1, 99),
                Arbitraries.of(new Event.TimerFired(), new Event.DuplicateClaim(VIP, MacAddress.BROADCAST)));
        return steps(events, 20_000_000).map(steps -> {
            List<Step> life = new ArrayList<>();
            life.add(new Step(0, new Event.Startup(false)));
            life.add(new Step(0, new Event.TakeOver()));
            life.addAll(steps);
            return life;
        });
    }

    private static Arbitrary<List<Step>> steps(Arbitrary<Event> events, long mostNanos) {
        return Combinators.combine(Arbitraries.longs().between(0, mostNanos), events)
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }

    private static Arbitrary<Event> advertisements(int least, int most) {
        return Arbitraries.integers()
                .between(least, most)
                .map(priority -> new Event.AdvertisementReceived(
                        new Advertisement(Version.V3, 201, priority, 10, List.of(VIP)), IpAddress.parse("172.18.0.8")));
    }
}

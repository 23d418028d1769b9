package io.fairlead.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.agent.forwarding.ForwardedService;
import io.fairlead.agent.forwarding.ForwardingStatus;
import io.fairlead.agent.lan.LanRouter;
import io.fairlead.core.check.CheckTarget;
import io.fairlead.core.health.Handicap;
import io.fairlead.core.health.RealServer;
import io.fairlead.core.health.ServerHealth;
import io.fairlead.core.health.Verdict;
import io.fairlead.core.ipvs.Destination;
import io.fairlead.core.ipvs.Scheduler;
import io.fairlead.core.ipvs.ServiceEntry;
import io.fairlead.core.ipvs.ServiceKey;
import io.fairlead.core.ipvs.TransportProtocol;
import io.fairlead.core.ipvs.VirtualService;
import io.fairlead.core.model.Container;
import io.fairlead.core.model.HostInterface;
import io.fairlead.core.model.LanDefaults;
import io.fairlead.core.model.Network;
import io.fairlead.core.model.Observed;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AgentTest {
    private static final LanRouter ROUTER =
            new LanRouter(IpPrefix.parse("192.168.156.156"), OptionalInt.of(156), "eth0");

    private final Agent agent = new Agent(new LanDefaults(true, OptionalInt.empty(), "", Scheduler.RR));
    private final List<AgentAction> done = new ArrayList<>();
    private AgentState state = AgentState.INITIAL;

    private void step(AgentEvent event) {
        done.clear();
        AgentTransition transition = agent.step(state, event, 0);
        state = transition.state();
        done.addAll(transition.actions());
    }

    private static AgentEvent seen(String publish) {
        return seen(publish, "io.fairlead.scheduler", "rr");
    }

    private static AgentEvent seen(String publish, String label, String value) {
        Map<String, String> labels = Map.of(
                label,
                value,
                "io.fairlead.vip",
                "172.18.0.201",
                "io.fairlead.lan-vip",
                "192.168.156.156",
                "io.fairlead.lan-vrid",
                "156",
                "io.fairlead.publish",
                publish);
        Container h1 = new Container(
                "1",
                "h1",
                Container.State.RUNNING,
                labels,
                List.of(new Container.Attachment("n", "shop", List.of(), List.of(), Optional.empty())));
        return new AgentEvent.EngineSeen(observed(List.of(h1)), "engine");
    }

    private static Observed observed(List<Container> containers) {
        Network network = new Network(
                "n",
                "shop",
                "bridge",
                Optional.of("br-n"),
                List.of(new Network.Pool(
                        IpPrefix.parse("172.18.0.0/16"),
                        Optional.of(IpPrefix.parse("172.18.128.0/17")),
                        Optional.empty(),
                        Map.of())),
                Map.of());
        HostInterface eth0 = new HostInterface("eth0", List.of(IpPrefix.parse("192.168.156.1/24")));
        return new Observed(containers, List.of(network), List.of(eth0));
    }

    @Test
    void whatALabelSaysIsChecked() {
        step(seen("80:8080", "io.fairlead.check", "http"));
        assertThat(actions(AgentAction.RunChecks.class)).singleElement().satisfies(run -> {
            CheckTarget target = run.desired().getFirst();
            assertThat(target.server())
                    .isEqualTo(new RealServer("172.18.0.201", IpAddress.parse("172.18.0.201"), 8080));
            assertThat(target.settings().probe().kind()).isEqualTo("http");
        });
        step(seen("80:8080", "io.fairlead.check", "http"));
        assertThat(actions(AgentAction.RunChecks.class)).isEmpty();
        step(new AgentEvent.ReleaseAsked());
        assertThat(actions(AgentAction.RunChecks.class)).containsExactly(new AgentAction.RunChecks(List.of()));
    }

    @Test
    void memberWhoseCheckFailsIsToldThatItMayNotHoldTheAddress() {
        Container h1 = new Container(
                "1",
                "h1",
                Container.State.RUNNING,
                Map.of(
                        "io.fairlead.vip", "172.18.0.201",
                        "io.fairlead.vip-check", "connect",
                        "io.fairlead.vip-check.port", "80"),
                List.of(new Container.Attachment(
                        "n", "shop", List.of(IpAddress.parse("172.18.0.7")), List.of(), Optional.empty())));
        step(new AgentEvent.EngineSeen(observed(List.of(h1)), "engine"));
        RealServer asked = actions(AgentAction.RunChecks.class)
                .getFirst()
                .desired()
                .getFirst()
                .server();
        assertThat(asked.place()).isEqualTo("172.18.0.7:80");

        step(new AgentEvent.HealthSeen(Map.of(asked, new ServerHealth(Verdict.UNHEALTHY, 100, "refuses", ""))));
        assertThat(handicap()).isEqualTo(new Handicap(Handicap.FAULT, "its check connect says: refuses"));
        assertThat(state.handicaps())
                .containsExactly("172.18.0.201: h1 may not hold 172.18.0.201: its check connect says: refuses");

        step(new AgentEvent.HealthSeen(Map.of(asked, new ServerHealth(Verdict.HEALTHY, 100, "", ""))));
        assertThat(handicap()).isEqualTo(Handicap.NONE);
        assertThat(state.handicaps()).isEmpty();
    }

    private Handicap handicap() {
        return actions(AgentAction.TellHandicaps.class)
                .getFirst()
                .handicaps()
                .get("1")
                .handicap();
    }

    private static AgentEvent nothingSeen() {
        return new AgentEvent.EngineSeen(observed(List.of()), "engine");
    }

    private List<ForwardedService> wished() {
        return actions(AgentAction.ApplyForwarding.class).getLast().desired();
    }

    private <T extends AgentAction> List<T> actions(Class<T> type) {
        return done.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private void answer(List<ForwardedService> desired, List<ForwardedService> inPlace) {
        step(new AgentEvent.ForwardingApplied(
                desired,
                new ForwardingStatus(
                        ForwardingStatus.Mode.IPVS,
                        "the kernel has it",
                        "nftables",
                        inPlace,
                        Map.of(),
                        Map.of(),
                        List.of(),
                        List.of())));
    }

    /** Seen, forwarded and held. */
    private List<ForwardedService> settle() {
        step(seen("80"));
        List<ForwardedService> wished = wished();
        answer(wished, wished);
        return wished;
    }

    @Test
    void forwardsBeforeItHoldsTheAddress() {
        step(seen("80"));
        List<ForwardedService> wished = wished();
        assertThat(actions(AgentAction.RunRouters.class)).isEmpty();
        assertThat(wished)
                .containsExactly(new ForwardedService(
                        "172.18.0.201",
                        IpAddress.parse("192.168.156.156"),
                        ServiceEntry.of(
                                VirtualService.of(
                                        new ServiceKey.Address(
                                                TransportProtocol.TCP, IpAddress.parse("192.168.156.156"), 80),
                                        Scheduler.RR),
                                Destination.masq(IpAddress.parse("172.18.0.201"), 80)),
                        List.of(IpPrefix.parse("172.18.0.0/16"))));
        answer(wished, wished);
        assertThat(actions(AgentAction.RunRouters.class)).containsExactly(new AgentAction.RunRouters(Set.of(ROUTER)));
    }

    @Test
    void addressOfWhichAPortIsNotForwardedIsNotHeld() {
        step(seen("80,443"));
        List<ForwardedService> wished = wished();
        answer(wished, wished.subList(0, 1));
        assertThat(actions(AgentAction.RunRouters.class)).containsExactly(new AgentAction.RunRouters(Set.of()));
        assertThat(state.routers()).isEmpty();
    }

    @Test
    void addressThatIsNoLongerForwardedIsGivenUp() {
        List<ForwardedService> wished = settle();
        answer(wished, List.of());
        assertThat(actions(AgentAction.RunRouters.class)).containsExactly(new AgentAction.RunRouters(Set.of()));
        assertThat(actions(AgentAction.Say.class))
                .extracting(AgentAction.Say::text)
                .anySatisfy(text -> assertThat(text).contains("192.168.156.156 is given up"));
    }

    @Test
    void addressStaysWhileANewPortIsBeingForwarded() {
        List<ForwardedService> old = settle();
        step(seen("80,443"));
        assertThat(wished()).hasSize(2);
        answer(old, old);
        assertThat(actions(AgentAction.RunRouters.class)).isEmpty();
        assertThat(state.routers()).containsExactly(ROUTER);
    }

    @Test
    void addressOfNoContainerIsGivenUpWithItsForwarding() {
        settle();
        step(nothingSeen());
        assertThat(wished()).isEmpty();
        assertThat(actions(AgentAction.RunRouters.class)).containsExactly(new AgentAction.RunRouters(Set.of()));
    }

    @Test
    void nothingIsRepeatedWhenNothingChanges() {
        List<ForwardedService> wished = settle();
        step(seen("80"));
        assertThat(done).isEmpty();
        answer(wished, wished);
        assertThat(done).isEmpty();
    }

    @Test
    void checkAsksForTheSameAgain() {
        List<ForwardedService> wished = settle();
        step(new AgentEvent.CheckDue());
        assertThat(wished()).isEqualTo(wished);
    }

    @Test
    void wrongLabelKeepsTheLastGoodModelAndIsSaidOnce() {
        settle();
        step(seen("0"));
        assertThat(state.model().services()).hasSize(1);
        assertThat(state.problems()).hasSize(1);
        assertThat(done)
                .singleElement()
                .isInstanceOfSatisfying(
                        AgentAction.Say.class,
                        say -> assertThat(say.text())
                                .contains("io.fairlead.publish")
                                .endsWith("(the last good state is kept)"));
        step(seen("0"));
        assertThat(done).isEmpty();
        step(seen("80"));
        assertThat(state.problems()).isEmpty();
    }

    @Test
    void silentEngineChangesNothingAndIsSaidOnce() {
        settle();
        step(new AgentEvent.EngineLost("no answer", Instant.ofEpochSecond(5)));
        assertThat(done).singleElement().isInstanceOf(AgentAction.Say.class);
        assertThat(state.routers()).containsExactly(ROUTER);
        step(new AgentEvent.EngineLost("still none", Instant.ofEpochSecond(9)));
        assertThat(done).isEmpty();
        assertThat(state.engineLost()).contains(new AgentState.EngineLoss("still none", Instant.ofEpochSecond(5)));
    }

    @Test
    void whatIsForwardedIsLookedAtWhenTheEngineIsBackForItPutItsRulesFirst() {
        List<ForwardedService> wished = settle();
        step(new AgentEvent.EngineLost("no answer", Instant.ofEpochSecond(5)));
        step(seen("80"));
        assertThat(actions(AgentAction.ApplyForwarding.class)).containsExactly(new AgentAction.ApplyForwarding(wished));
        step(seen("80"));
        assertThat(actions(AgentAction.ApplyForwarding.class)).isEmpty();
    }

    @Test
    void releaseGivesAllUpAndStaysReleased() {
        List<ForwardedService> wished = settle();
        step(new AgentEvent.ReleaseAsked());
        assertThat(wished()).isEmpty();
        assertThat(actions(AgentAction.RunRouters.class)).containsExactly(new AgentAction.RunRouters(Set.of()));
        answer(List.of(), List.of());
        step(seen("80,443"));
        assertThat(actions(AgentAction.ApplyForwarding.class)).isEmpty();
        answer(wished, wished);
        assertThat(state.routers()).isEmpty();
    }

    @Test
    void changeOfTheModeIsSaidOnce() {
        List<ForwardedService> wished = settle();
        ForwardingStatus none = new ForwardingStatus(
                ForwardingStatus.Mode.NONE, "gone", "", List.of(), Map.of(), Map.of(), List.of(), List.of());
        step(new AgentEvent.ForwardingApplied(wished, none));
        assertThat(actions(AgentAction.Say.class))
                .extracting(AgentAction.Say::text)
                .containsOnlyOnce("forwarding: NONE, gone");
        step(new AgentEvent.ForwardingApplied(wished, none));
        assertThat(done).isEmpty();
    }
}

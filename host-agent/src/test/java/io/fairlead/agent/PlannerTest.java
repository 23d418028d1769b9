package io.fairlead.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.agent.forwarding.ForwardedService;
import io.fairlead.core.director.Fitness;
import io.fairlead.core.health.RealServer;
import io.fairlead.core.health.ServerHealth;
import io.fairlead.core.health.Verdict;
import io.fairlead.core.ipvs.Scheduler;
import io.fairlead.core.model.Container;
import io.fairlead.core.model.HostInterface;
import io.fairlead.core.model.LanDefaults;
import io.fairlead.core.model.Network;
import io.fairlead.core.model.Observed;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Members as targets: what the agent wants forwarded as they come, stop, freeze and fail. */
class PlannerTest {
    private final Agent agent = new Agent(new LanDefaults(false, OptionalInt.empty(), "", Scheduler.RR));
    private final Map<String, String> labels = new HashMap<>(Map.of(
            "io.fairlead.vip", "172.18.0.201",
            "io.fairlead.lan-vip", "192.168.156.156",
            "io.fairlead.publish", "80:8080",
            "io.fairlead.targets", "members"));
    private AgentState state = AgentState.INITIAL;
    private List<AgentAction> actions = List.of();

    private void step(AgentEvent event) {
        AgentTransition transition = agent.step(state, event, 0);
        state = transition.state();
        actions = transition.actions();
    }

    private void see(Container.State... members) {
        List<Container> containers = new ArrayList<>();
        for (int i = 0; i < members.length; i++) {
            List<IpAddress> addresses =
                    members[i].isAlive() ? List.of(IpAddress.parse("172.18.0." + (i + 1))) : List.of();
            containers.add(new Container(
                    "id" + (i + 1),
                    "h" + (i + 1),
                    members[i],
                    labels,
                    List.of(new Container.Attachment("n", "shop", addresses, List.of(), Optional.empty()))));
        }
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
        step(new AgentEvent.EngineSeen(new Observed(containers, List.of(network), List.of(eth0)), "engine"));
        assertThat(state.problems()).isEmpty();
    }

    /** The weights of what is wished, by the last octet of the address. */
    private Map<Integer, Integer> weights() {
        ForwardedService only = state.plan().forwarded().getFirst();
        return only.destinations().stream()
                .collect(Collectors.toMap(
                        target -> target.key().address().octet(3), target -> target.weight(), (a, _) -> a));
    }

    private static ServerHealth health(Verdict verdict, int percent) {
        return new ServerHealth(verdict, percent, "", "");
    }

    private static RealServer server(int last) {
        return new RealServer("172.18.0.201", IpAddress.parse("172.18.0." + last), 8080);
    }

    @Test
    void everyRunningMemberIsATarget() {
        see(Container.State.RUNNING, Container.State.RUNNING, Container.State.EXITED);
        assertThat(weights()).isEqualTo(Map.of(1, 1, 2, 1));
        assertThat(state.plan().forwarded().getFirst().destinations())
                .allSatisfy(target -> assertThat(target.key().port()).isEqualTo(8080));
    }

    @Test
    void memberThatIsAskedToStopTakesNothingNewAndGoesWhenItsContainerEnds() {
        see(Container.State.RUNNING, Container.State.RUNNING);
        step(new AgentEvent.MembersSeen(Map.of("id1", Fitness.LEAVES, "id2", Fitness.SERVES)));
        assertThat(weights()).isEqualTo(Map.of(1, 0, 2, 1));
        assertThat(actions).singleElement().isInstanceOf(AgentAction.ApplyForwarding.class);

        step(new AgentEvent.MembersSeen(Map.of("id1", Fitness.GONE, "id2", Fitness.SERVES)));
        assertThat(weights()).isEqualTo(Map.of(2, 1));
    }

    @Test
    void checkOfOneThatLeavesDoesNotCutItsConnections() {
        see(Container.State.RUNNING, Container.State.RUNNING);
        step(new AgentEvent.MembersSeen(Map.of("id1", Fitness.LEAVES)));
        step(new AgentEvent.HealthSeen(Map.of(server(1), health(Verdict.UNHEALTHY, 100))));
        assertThat(weights()).isEqualTo(Map.of(1, 0, 2, 1));
    }

    @Test
    void frozenMemberIsTakenOutBeforeTheEngineSaysSo() {
        see(Container.State.RUNNING, Container.State.RUNNING);
        step(new AgentEvent.MembersSeen(Map.of("id1", Fitness.FAILED)));
        assertThat(weights()).isEqualTo(Map.of(2, 1));
        step(new AgentEvent.MembersSeen(Map.of("id1", Fitness.SERVES)));
        assertThat(weights()).isEqualTo(Map.of(1, 1, 2, 1));
    }

    @Test
    void pausedMemberIsOutAndWithInhibitItsConnectionsStay() {
        see(Container.State.PAUSED, Container.State.RUNNING);
        assertThat(weights()).isEqualTo(Map.of(2, 1));
        labels.put("io.fairlead.inhibit-on-failure", "on");
        see(Container.State.PAUSED, Container.State.RUNNING);
        assertThat(weights()).isEqualTo(Map.of(1, 0, 2, 1));
    }

    @Test
    void checksSayWhoFailedAndWhatShareOfTheWeightIsRight() {
        labels.put("io.fairlead.weight", "10");
        see(Container.State.RUNNING, Container.State.RUNNING);
        step(new AgentEvent.HealthSeen(
                Map.of(server(1), health(Verdict.UNHEALTHY, 100), server(2), health(Verdict.HEALTHY, 50))));
        assertThat(weights()).isEqualTo(Map.of(2, 5));
        step(new AgentEvent.HealthSeen(Map.of(server(1), health(Verdict.UNKNOWN, 100))));
        assertThat(weights()).isEqualTo(Map.of(1, 10, 2, 10));
    }

    @Test
    void sorryServerAnswersWhenAllHaveFailed() {
        labels.put("io.fairlead.sorry", "172.18.0.99");
        see(Container.State.RUNNING);
        assertThat(weights()).isEqualTo(Map.of(1, 1));
        step(new AgentEvent.MembersSeen(Map.of("id1", Fitness.FAILED)));
        assertThat(weights()).isEqualTo(Map.of(99, 1));
        assertThat(state.plan()
                        .forwarded()
                        .getFirst()
                        .destinations()
                        .getFirst()
                        .key()
                        .port())
                .isEqualTo(8080);
    }

    @Test
    void newsThatChangeNothingAskForNothing() {
        see(Container.State.RUNNING);
        step(new AgentEvent.MembersSeen(Map.of("id1", Fitness.SERVES, "stranger", Fitness.FAILED)));
        assertThat(actions).isEmpty();
    }

    @Test
    void whatNewsDoNotConcernStaysTheSameObject() {
        labels.put("io.fairlead.publish", "80:8080,81:8081");
        see(Container.State.RUNNING, Container.State.RUNNING);
        List<ForwardedService> before = state.plan().forwarded();

        step(new AgentEvent.HealthSeen(Map.of(server(1), health(Verdict.UNHEALTHY, 100))));

        assertThat(state.plan().forwarded().get(0)).isNotEqualTo(before.get(0));
        assertThat(state.plan().forwarded().get(1)).isSameAs(before.get(1));
        step(new AgentEvent.HealthSeen(Map.of()));
        assertThat(state.plan().forwarded()).isEqualTo(before);
    }

    @Test
    void weightGrowsThoughNothingNewIsHeard() {
        labels.put("io.fairlead.weight", "100");
        labels.put("io.fairlead.warm-up", "10 s");
        see(Container.State.RUNNING, Container.State.RUNNING);
        step(new AgentEvent.MembersSeen(Map.of("id1", Fitness.FAILED)));
        step(new AgentEvent.MembersSeen(Map.of("id1", Fitness.SERVES)));
        assertThat(weights()).isEqualTo(Map.of(1, 1, 2, 100));

        state = agent.step(
                        state, new AgentEvent.CheckDue(), Duration.ofSeconds(5).toNanos())
                .state();
        assertThat(weights()).isEqualTo(Map.of(1, 50, 2, 100));
        state = agent.step(
                        state, new AgentEvent.CheckDue(), Duration.ofSeconds(11).toNanos())
                .state();
        assertThat(weights()).isEqualTo(Map.of(1, 100, 2, 100));
    }
}

package io.fairlead.tests.ipvs;

import static io.fairlead.tests.ipvs.Farm.VIP;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.agent.Agent;
import io.fairlead.agent.AgentAction;
import io.fairlead.agent.AgentEvent;
import io.fairlead.agent.AgentState;
import io.fairlead.agent.forwarding.ForwardedService;
import io.fairlead.agent.forwarding.ForwardingSettings.Preference;
import io.fairlead.core.director.Fitness;
import io.fairlead.core.ipvs.Scheduler;
import io.fairlead.core.model.Container;
import io.fairlead.core.model.HostInterface;
import io.fairlead.core.model.LanDefaults;
import io.fairlead.core.model.Network;
import io.fairlead.core.model.Observed;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.tests.kernel.Deadline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members as targets, and targets that leave, with long-lived connections. Namespaces stand for the containers. */
@Tag("ipvs")
class IpvsDrainingTest {
    private static final List<String> MEMBERS = List.of("s1", "s2", "s3", "s4");
    private static final int EACH = 50;

    @TempDir
    private Path folder;

    private final Farm farm = new Farm(MEMBERS, 80);
    private final Calls calls = new Calls(farm.client);
    private final Agent agent = new Agent(new LanDefaults(false, OptionalInt.empty(), "", Scheduler.RR));
    private ConfiguredDirector director;
    private AgentState state = AgentState.INITIAL;

    @BeforeEach
    void setUp() {
        director = new ConfiguredDirector(farm.director, folder, Preference.IPVS);
    }

    @AfterEach
    void tearDown() throws IOException {
        calls.close();
        director.close();
        farm.close();
    }

    /** The agent hears it, and what it then wants is brought to the kernel. */
    private void hear(AgentEvent event) {
        var transition = agent.step(state, event, System.nanoTime());
        state = transition.state();
        assertThat(state.problems()).isEmpty();
        transition.actions().stream()
                .filter(AgentAction.ApplyForwarding.class::isInstance)
                .map(action -> ((AgentAction.ApplyForwarding) action).desired())
                .forEach(desired -> assertThat(director.apply(desired.toArray(ForwardedService[]::new))
                                .inPlace())
                        .isEqualTo(desired));
    }

    private static AgentEvent fourMembers() {
        Map<String, String> labels = Map.of(
                "io.fairlead.vip", "10.2.0.201",
                "io.fairlead.lan-vip", VIP.toString(),
                "io.fairlead.publish", "8001:80",
                "io.fairlead.targets", "members");
        List<Container> containers = new ArrayList<>();
        for (int i = 0; i < MEMBERS.size(); i++) {
            containers.add(new Container(
                    MEMBERS.get(i),
                    MEMBERS.get(i),
                    Container.State.RUNNING,
                    labels,
                    List.of(new Container.Attachment(
                            "n",
                            "shop",
                            List.of(IpAddress.parse("10.2.0.1" + (i + 1))),
                            List.of(),
                            Optional.empty()))));
        }
        Network network = new Network(
                "n",
                "shop",
                "bridge",
                Optional.of("br-n"),
                List.of(new Network.Pool(IpPrefix.parse("10.2.0.0/24"), Optional.empty(), Optional.empty(), Map.of())),
                Map.of());
        return new AgentEvent.EngineSeen(
                new Observed(
                        containers,
                        List.of(network),
                        List.of(new HostInterface("eth0", List.of(IpPrefix.parse("10.2.0.1/24"))))),
                "none");
    }

    private static AgentEvent fitness(String member, Fitness fitness) {
        return new AgentEvent.MembersSeen(Map.of(member, fitness));
    }

    private static void assertAlive(List<Calls.Held> connections) {
        assertThat(connections).allSatisfy(each -> assertThat(each.again()).isEqualTo(each.server()));
    }

    private void assertFailedMemberIsOutUntilItServesAgain() throws IOException {
        hear(fitness("s2", Fitness.FAILED));
        assertThat(Calls.count(calls.call(6, "10.9.0.1", VIP, 8001))).isEqualTo(Map.of("s1", 2L, "s3", 2L, "s4", 2L));
        hear(fitness("s2", Fitness.SERVES));
        calls.close();
    }

    @Test
    void memberThatIsStoppedFinishesItsConnectionsAndNobodyElseNotices() throws IOException {
        hear(fourMembers());
        assertFailedMemberIsOutUntilItServesAgain();
        calls.call(MEMBERS.size() * EACH, "10.9.0.1", VIP, 8001);
        assertThat(calls.perServer()).isEqualTo(Map.of("s1", 50L, "s2", 50L, "s3", 50L, "s4", 50L));
        List<Calls.Held> old = calls.held();

        hear(fitness("s1", Fitness.LEAVES));

        assertThat(calls.call(2 * EACH, "10.9.0.1", VIP, 8001)).isSubsetOf("s2", "s3", "s4");
        assertAlive(old);

        calls.closeAt("s1");
        farm.stop("s1");
        hear(fitness("s1", Fitness.GONE));

        assertThat(farm.director.program("ipvsadm", "-Sn")).doesNotContain("10.2.0.11");
        List<Calls.Held> others =
                old.stream().filter(each -> !each.server().equals("s1")).toList();
        assertThat(others).hasSize(3 * EACH);
        assertAlive(others);
    }

    @Test
    void listedTargetThatIsTakenAwayStaysUntilItsConnectionsHaveEnded() throws IOException {
        String service = "services.db { lan-vip = 10.2.0.100, publish = \"8001:80\", targets = [%s] }";
        director.apply(List.of(service.formatted("\"10.2.0.11\", \"10.2.0.12\"")));
        calls.call(10, "10.9.0.1", VIP, 8001);
        List<String> without = List.of(service.formatted("\"10.2.0.12\""));

        director.apply(without);

        assertThat(farm.director.program("ipvsadm", "-Sn")).contains("-r 10.2.0.11:80 -m -w 0");
        assertThat(calls.call(10, "10.9.0.1", VIP, 8001)).containsOnly("s2");
        assertAlive(calls.held());
        for (Calls.Held each : calls.held()) {
            // Reset instead of closed in turn: the kernel forgets those after 10 s, others after 2 minutes.
            each.socket().setSoLinger(true, 0);
        }
        calls.closeAt("s1");
        Deadline.await(
                "the target is taken out",
                Duration.ofSeconds(40),
                () -> {
                    director.apply(desired(without));
                    return !farm.director.program("ipvsadm", "-Sn").contains("10.2.0.11");
                },
                () -> farm.director.program("ipvsadm", "-Ln"));
        assertAlive(calls.held());
    }

    private ForwardedService[] desired(List<String> lines) {
        try {
            return director.desired(lines).toArray(ForwardedService[]::new);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

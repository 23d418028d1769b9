package io.fairlead.core.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.ipvs.Destination;
import io.fairlead.core.model.Balancing.Outage;
import io.fairlead.core.model.Target;
import io.fairlead.core.net.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class BalancerTest {
    private static final Destination.Key A = key("10.0.0.1");
    private static final Destination.Key B = key("10.0.0.2");
    private static final Destination.Key C = key("10.0.0.3");
    private static final Destination.Key SORRY = key("10.0.0.9");
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private BalanceState state = BalanceState.INITIAL;
    private Balancer balancer = balancer(1, 0, true, false, 0);

    private static Destination.Key key(String address) {
        return new Destination.Key(IpAddress.parse(address), 80);
    }

    private static Balancer balancer(int quorum, int hysteresis, boolean sorry, boolean inhibit, int warmUpSeconds) {
        Optional<Target> apology = Optional.of(Target.of(SORRY.address(), OptionalInt.empty()));
        return new Balancer(
                new Outage(quorum, hysteresis, apology, inhibit, Duration.ofSeconds(warmUpSeconds)),
                sorry ? Optional.of(SORRY) : Optional.empty());
    }

    private static Server works(Destination.Key key, int weight) {
        return Server.working(key, weight);
    }

    private static Server failed(Destination.Key key) {
        return new Server(key, 1, new Server.Condition.Failed());
    }

    private Map<Destination.Key, Integer> look(long nowNanos, Server... servers) {
        Balancer.Step step = balancer.step(state, List.of(servers), nowNanos);
        state = step.next();
        return step.weights();
    }

    @Test
    void workingOnesHaveTheirWeight() {
        assertThat(look(0, works(A, 3), works(B, 1))).isEqualTo(Map.of(A, 3, B, 1));
    }

    @Test
    void leavingOneStaysWithoutWeight() {
        assertThat(look(0, works(A, 3), new Server(B, 1, new Server.Condition.Leaves())))
                .isEqualTo(Map.of(A, 3, B, 0));
    }

    @Test
    void failedOneIsTakenOutAndWithInhibitStaysWithoutWeight() {
        assertThat(look(0, works(A, 3), failed(B))).isEqualTo(Map.of(A, 3));
        balancer = balancer(1, 0, true, true, 0);
        assertThat(look(0, works(A, 3), failed(B))).isEqualTo(Map.of(A, 3, B, 0));
    }

    @Test
    void checkMaySayThatLessIsEnough() {
        assertThat(look(0, new Server(A, 10, new Server.Condition.Works(25)))).isEqualTo(Map.of(A, 3));
        assertThat(look(0, new Server(A, 10, new Server.Condition.Works(1)))).isEqualTo(Map.of(A, 1));
        assertThat(look(0, new Server(A, 10, new Server.Condition.Works(0)))).isEqualTo(Map.of(A, 0));
    }

    @Test
    void sorryServerAnswersWhenNobodyElseDoes() {
        assertThat(look(0, failed(A), failed(B))).isEqualTo(Map.of(SORRY, 1));
        assertThat(look(0, works(A, 1), failed(B))).isEqualTo(Map.of(A, 1));
    }

    @Test
    void withoutSorryServerWhoeverWorksGoesOn() {
        balancer = balancer(3, 0, false, false, 0);
        assertThat(look(0, works(A, 1), failed(B))).isEqualTo(Map.of(A, 1));
    }

    @Test
    void belowTheQuorumTheSorryServerAnswersAndOthersKeepTheirConnections() {
        balancer = balancer(3, 0, true, false, 0);
        assertThat(look(0, works(A, 2), works(B, 1))).isEqualTo(Map.of(A, 2, B, 1));
        assertThat(look(0, works(A, 2), failed(B))).isEqualTo(Map.of(A, 0, SORRY, 1));
    }

    @Test
    void hysteresisKeepsTheQuorumFromFlapping() {
        balancer = balancer(2, 1, true, false, 0);
        assertThat(look(0, works(A, 1), failed(B), failed(C))).isEqualTo(Map.of(A, 1));
        assertThat(look(0, failed(A), failed(B), failed(C))).isEqualTo(Map.of(SORRY, 1));
        assertThat(look(0, works(A, 1), works(B, 1), failed(C))).isEqualTo(Map.of(A, 0, B, 0, SORRY, 1));
        assertThat(look(0, works(A, 1), works(B, 1), works(C, 1))).isEqualTo(Map.of(A, 1, B, 1, C, 1));
    }

    @Test
    void returningOneWarmsUpAndAStartIsNoReturn() {
        balancer = balancer(1, 0, true, false, 10);
        assertThat(look(0, works(A, 100), works(B, 100))).isEqualTo(Map.of(A, 100, B, 100));
        look(SECOND, works(A, 100), failed(B));
        assertThat(look(2 * SECOND, works(A, 100), works(B, 100))).isEqualTo(Map.of(A, 100, B, 1));
        assertThat(look(7 * SECOND, works(A, 100), works(B, 100))).isEqualTo(Map.of(A, 100, B, 50));
        assertThat(look(12 * SECOND, works(A, 100), works(B, 100))).isEqualTo(Map.of(A, 100, B, 100));
        assertThat(state.backNanos()).isEmpty();
    }
}

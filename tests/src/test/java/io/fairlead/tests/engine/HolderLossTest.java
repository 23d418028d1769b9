package io.fairlead.tests.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.lab.fault.Fault;
import io.fairlead.lab.fault.ServiceContainer;
import io.fairlead.lab.stack.FaultResult;
import io.fairlead.lab.stack.HaproxyPair;
import io.fairlead.lab.stack.SidecarsAlone;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The holder of the container VIP is lost, and nobody but the sidecars helps. */
@Tag("engine")
@ExtendWith(SharedSidecars.class)
class HolderLossTest {
    /** The lease alone would take two to three seconds. How fast the timers are is for the bench to say. */
    private static final double WITHOUT_THE_LEASE_MILLIS = 1500;

    /** At a connection each few milliseconds; without a handover the timers would cost some three hundred. */
    private static final int OPEN_AT_THAT_MOMENT = 10;

    /** Two seconds, and up to one more: the kernel counts lifetimes in whole seconds. */
    private static final Duration LEASE = Duration.ofSeconds(3);

    private final SidecarsAlone sidecars;

    HolderLossTest(SidecarsAlone sidecars) {
        this.sidecars = sidecars;
    }

    @ParameterizedTest
    @EnumSource(names = {"KILL", "PAUSE"})
    void timersMoveTheAddressLongBeforeTheLeaseEnds(Fault fault) {
        List<FaultResult> results =
                Stream.generate(() -> sidecars.lose(fault)).limit(3).toList();

        assertThat(results).allSatisfy(result -> {
            assertThat(result.problem()).isEmpty();
            assertThat(result.answeredAfter()).isNotEqualTo(result.answeredBefore());
            assertThat(result.outageMillis()).isLessThanOrEqualTo(WITHOUT_THE_LEASE_MILLIS);
        });
    }

    /** No listener is closed behind the address; but who is being answered while the address moves may be cut off (P14). */
    @Test
    void aStoppedHolderHandsOverBeforeItGoes() {
        FaultResult result = sidecars.lose(Fault.STOP);

        assertThat(result.problem()).isEmpty();
        assertThat(result.failures().keySet()).noneMatch(kind -> kind.contains("refused"));
        assertThat(result.failed()).isLessThanOrEqualTo(OPEN_AT_THAT_MOMENT);
    }

    @ParameterizedTest
    @EnumSource(names = {"KILL_SIDECAR", "KILL_HAPROXY", "HANG_HAPROXY"})
    void theAddressEndsOnTheOtherOneAndIsNeverOnBothForLongerThanTheLease(Fault fault) {
        String holder = sidecars.haproxies().holder().name();
        FaultResult result;
        Duration both;
        try (HolderWatch watch = HolderWatch.begin(sidecars.haproxies())) {
            result = sidecars.lose(fault);
            both = watch.longestWithTwo();
        }

        assertThat(result.problem()).isEmpty();
        assertThat(result.vipOn()).isEqualTo(HaproxyPair.otherThan(holder));
        assertThat(both).isLessThanOrEqualTo(LEASE);
    }

    @Test
    void thePausedHolderLosesTheAddressByItselfAndNewClientsFindTheOther() {
        ServiceContainer holder = holderWithTheNewerPort();
        String other = HaproxyPair.otherThan(holder.name());
        Fault.PAUSE.inject(holder);
        try {
            sidecars.awaitHolders(List.of(other), Duration.ofSeconds(5));
            sidecars.engine().onHost("ip", "neighbour", "flush", "all").check();
            assertThat(sidecars.nextAnswers(20)).hasSize(20).allMatch(other::equals);
        } finally {
            Fault.UNPAUSE.inject(holder);
        }
    }

    /** Which of two frozen answers a bridge prefers depends on the order of their ports: the newer one wins (P13). */
    private ServiceContainer holderWithTheNewerPort() {
        ServiceContainer first = sidecars.haproxies().holder();
        ServiceContainer second = sidecars.haproxies().container(HaproxyPair.otherThan(first.name()));
        Fault.STOP.inject(second);
        Fault.START.inject(second);
        sidecars.awaitWhole();
        Fault.KILL_HAPROXY.inject(first);
        sidecars.awaitHolders(List.of(second.name()), Duration.ofSeconds(5));
        sidecars.awaitWhole();
        return second;
    }
}

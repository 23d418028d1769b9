package io.fairlead.agent.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.channel.Role;
import io.fairlead.core.channel.RouterReport;
import io.fairlead.core.channel.SidecarMessage;
import io.fairlead.core.director.Decision;
import io.fairlead.core.health.Verdict;
import io.fairlead.core.net.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExecutorTest {
    private static final IpAddress VIP = IpAddress.parse("172.18.0.201");

    private final List<String> told = new ArrayList<>();
    private final FakeMembers members = new FakeMembers(told);
    private final Executor executor = new Executor(new FakeChannel(told), members);

    private static SidecarMessage.Report report(Role role, boolean addressInPlace) {
        return new SidecarMessage.Report(
                List.of(new RouterReport(
                        VIP, IpAddress.parse("172.18.0.7"), Duration.ofMillis(100), 100, false, role, addressInPlace)),
                Verdict.HEALTHY,
                "answers",
                false);
    }

    @Test
    void aFencedSidecarIsToldBeforeItsAddressIsTaken() {
        executor.carryOut(new Decision.Fence("shop", "h1", VIP, "h1 is frozen"));
        assertThat(told).containsExactly("Release to h1", "fence h1");
    }

    @Test
    void theDeadAreToldNothing() {
        members.dead.add("h1");
        executor.carryOut(new Decision.Fence("shop", "h1", VIP, "h1 is dead"));
        assertThat(told).containsExactly("fence h1");
    }

    @Test
    void anOldHolderIsToldThatItsRelayStands() {
        executor.carryOut(new Decision.Relay("shop", "h1", "h2", VIP, "h1 is stopping"));
        executor.carryOut(new Decision.Retain("shop", "h1", VIP, "it stands"));
        executor.carryOut(new Decision.Promote("shop", "h2", VIP, 1, "h1 hands over"));
        assertThat(told).containsExactly("relay h1 h2", "Retain to h1", "Promote to h2", "holders [h2]");
    }

    @Test
    void packetsWaitForTheNextHolderUnlessTheOldOneStillServes() {
        executor.carryOut(new Decision.Promote("shop", "h2", VIP, 1, "h1 has let go"));
        assertThat(told).containsExactly("Promote to h2", "holders [h2]", "await h2");

        told.clear();
        executor.carryOut(new Decision.Relay("shop", "h2", "h1", VIP, "h2 is stopping"));
        executor.carryOut(new Decision.Promote("shop", "h1", VIP, 1, "h2 hands over"));
        assertThat(told).doesNotContain("await h1");

        told.clear();
        executor.carryOut(new Decision.EndRelay("shop", "h2", "h1", VIP, "h2 has let go"));
        executor.carryOut(new Decision.Promote("shop", "h2", VIP, 1, "h1 is dead"));
        assertThat(told).contains("await h2");
    }

    @Test
    void holdersAreThoseWhoSayThatTheyHaveAnAddress() {
        executor.reported("h1", report(Role.ACTIVE, true));
        executor.reported("h1", report(Role.ACTIVE, true));
        executor.reported("h2", report(Role.BACKUP, false));
        executor.reported("h1", report(Role.INITIALIZE, true));
        executor.reported("h1", report(Role.INITIALIZE, false));
        assertThat(told).containsExactly("holders [h1]", "holders []");
    }
}

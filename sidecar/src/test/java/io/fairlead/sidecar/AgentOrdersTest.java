package io.fairlead.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.channel.AgentMessage;
import io.fairlead.core.channel.Role;
import io.fairlead.core.health.Health;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.vrrp.VirtualRouterConfig;
import io.fairlead.core.vrrp.VirtualRouterState;
import io.fairlead.linux.poll.Poller;
import io.fairlead.sidecar.config.ProcessSettings.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With the real machine and a made-up clock. */
class AgentOrdersTest {
    private static final IpAddress VIP = IpAddress.parse("10.0.0.201");
    private static final VirtualRouterConfig CONFIG =
            VirtualRouterConfig.of(201, 100, List.of(IpPrefix.parse(VIP + "/24")));

    private final Log log =
            new Log(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), LogLevel.INFO);
    private final Poller poller = Poller.open();
    private final FakeRouterDriver driver = new FakeRouterDriver(CONFIG);
    private final Routers routers = new Routers(List.of(new Placement(CONFIG, "eth0")), _ -> driver, poller, log);
    private final AgentOrders orders = new AgentOrders(routers, log);

    @BeforeEach
    void takePart() {
        routers.open(0);
        routers.takePart(0);
    }

    @AfterEach
    void close() {
        poller.close();
    }

    @Test
    void aPromotedBackupTakesTheAddressAtOnce() {
        driver.actions.clear();
        orders.carryOut(new AgentMessage.Promote(VIP, millis(200), "h1 died"), millis(20));
        assertThat(driver.actions)
                .containsExactly("InstallAddresses", "SendAdvertisement", "AnnounceAddresses", "Report");
        assertThat(role()).isEqualTo(Role.ACTIVE);
        assertThat(orders.promotions()).isEqualTo(1);
    }

    @Test
    void anOrderThatIsTooOldIsIgnored() {
        orders.carryOut(new AgentMessage.Promote(VIP, millis(200), "h1 died"), millis(201));
        assertThat(role()).isEqualTo(Role.BACKUP);
        assertThat(orders.ignored()).isEqualTo(1);
    }

    @Test
    void whoTakesNoPartIsNotPromoted() {
        routers.leave(millis(1));
        orders.carryOut(new AgentMessage.Promote(VIP, millis(200), "h1 died"), millis(20));
        assertThat(role()).isEqualTo(Role.INITIALIZE);
        assertThat(orders.ignored()).isEqualTo(1);
    }

    @Test
    void anotherAddressIsNoneOfOurs() {
        orders.carryOut(new AgentMessage.Promote(IpAddress.parse("10.0.0.9"), millis(200), "x"), millis(20));
        orders.carryOut(new AgentMessage.Release(IpAddress.parse("10.0.0.9"), "x"), millis(20));
        assertThat(role()).isEqualTo(Role.BACKUP);
        assertThat(orders.ignored()).isEqualTo(2);
    }

    @Test
    void aReleasedHolderDropsTheAddressAtOnceAndWaitsAsBackup() {
        promote();
        driver.actions.clear();
        orders.carryOut(new AgentMessage.Release(VIP, "frozen"), millis(50));
        assertThat(driver.actions).containsExactly("RemoveAddresses", "Report");
        assertThat(role()).isEqualTo(Role.BACKUP);
    }

    @Test
    void whoHandsOverServesOnAndIsABackupAfterwards() {
        promote();
        orders.carryOut(new AgentMessage.Resign(VIP, "move"), millis(50));
        assertThat(role()).isEqualTo(Role.RESIGNING);
        routers.timerFired(driver.deadlineNanos());
        assertThat(role()).isEqualTo(Role.BACKUP);
    }

    @Test
    void aBackupHasNothingToHandOver() {
        orders.carryOut(new AgentMessage.Resign(VIP, "move"), millis(50));
        assertThat(role()).isEqualTo(Role.BACKUP);
        assertThat(orders.ignored()).isEqualTo(1);
    }

    @Test
    void whoStopsIsNotABackupAgain() {
        promote();
        orders.carryOut(new AgentMessage.Resign(VIP, "move"), millis(50));
        routers.handOver(millis(60));
        routers.timerFired(driver.deadlineNanos());
        assertThat(driver.state()).isInstanceOf(VirtualRouterState.Initialize.class);
        assertThat(Reports.of(new Phase.Draining(), routers, Health.WITHOUT_CHECKS)
                        .stopping())
                .isTrue();
    }

    private void promote() {
        orders.carryOut(new AgentMessage.Promote(VIP, millis(200), "h1 died"), millis(20));
    }

    private Role role() {
        return Reports.of(new Phase.Serving(), routers, Health.WITHOUT_CHECKS)
                .routers()
                .getFirst()
                .role();
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}

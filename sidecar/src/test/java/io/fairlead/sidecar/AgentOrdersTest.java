package io.fairlead.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.channel.AgentMessage;
import io.fairlead.core.channel.Role;
import io.fairlead.core.health.Handicap;
import io.fairlead.core.health.Health;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.vrrp.Advertisement;
import io.fairlead.core.vrrp.Event;
import io.fairlead.core.vrrp.Version;
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
    private final AgentOrders orders = new AgentOrders(routers, Duration.ofSeconds(8), log);

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
        succeeded(millis(70));
        routers.timerFired(millis(171));
        assertThat(role()).isEqualTo(Role.BACKUP);
    }

    @Test
    void whatIsOpenIsFinishedWhereTheAgentLeadsItHere() {
        promote();
        driver.unfinished = 1;
        orders.carryOut(new AgentMessage.Resign(VIP, "move"), millis(50));
        orders.carryOut(new AgentMessage.Retain(VIP, "the relay stands"), millis(60));
        succeeded(millis(70));
        assertThat(routers.areSettled(millis(169))).isFalse();
        assertThat(routers.areSettled(millis(170))).isTrue();
        live(millis(70), millis(5000));
        assertThat(role()).isEqualTo(Role.RESIGNING);
        assertThat(routers.areFinished()).isFalse();

        driver.unfinished = 0;
        live(millis(5000), millis(5200));
        assertThat(role()).isEqualTo(Role.BACKUP);
        assertThat(driver.actions).endsWith("RemoveAddresses", "ProbeAddresses", "Report");
    }

    @Test
    void whatIsNotFinishedInTimeIsDropped() {
        promote();
        driver.unfinished = 1;
        orders.carryOut(new AgentMessage.Resign(VIP, "move"), millis(50));
        orders.carryOut(new AgentMessage.Retain(VIP, "the relay stands"), millis(60));
        succeeded(millis(70));
        live(millis(70), millis(8000));
        assertThat(role()).isEqualTo(Role.RESIGNING);
        live(millis(8000), millis(8100));
        assertThat(role()).isEqualTo(Role.BACKUP);
    }

    @Test
    void whatIsOpenIsDroppedAtOnceWhenTheAgentIsGone() {
        promote();
        driver.unfinished = 1;
        routers.handOver(true, millis(8000), millis(50));
        orders.carryOut(new AgentMessage.Retain(VIP, "the relay stands"), millis(60));
        succeeded(millis(70));
        routers.accompanied(false, millis(80));
        assertThat(role()).isEqualTo(Role.INITIALIZE);
        assertThat(routers.areFinished()).isTrue();
    }

    @Test
    void handoverWhoseAgentIsGoneIsLeftToTheProtocolsTimers() {
        promote();
        routers.handOver(true, millis(8000), millis(50));
        driver.actions.clear();
        routers.accompanied(false, millis(60));
        assertThat(driver.actions).containsExactly("RenewLease", "SendAdvertisement");
        routers.accompanied(false, millis(61));
        assertThat(driver.actions).hasSize(2);
        live(millis(61), millis(361));
        assertThat(role()).isEqualTo(Role.INITIALIZE);
    }

    @Test
    void whoStopsWithoutAnAgentWaitsForTheOthersOnly() {
        promote();
        routers.handOver(false, millis(8000), millis(50));
        live(millis(50), millis(350));
        assertThat(routers.areSettled(millis(350))).isTrue();
    }

    @Test
    void nothingIsFinishedThatIsNotHandedOver() {
        promote();
        orders.carryOut(new AgentMessage.Retain(VIP, "late"), millis(60));
        assertThat(orders.ignored()).isEqualTo(1);
    }

    @Test
    void aBackupHasNothingToHandOver() {
        orders.carryOut(new AgentMessage.Resign(VIP, "move"), millis(50));
        assertThat(role()).isEqualTo(Role.BACKUP);
        assertThat(orders.ignored()).isEqualTo(1);
    }

    @Test
    void whoIsInFaultDropsTheAddressIsNotPromotedAndIsABackupWhenThatIsOver() {
        promote();
        driver.actions.clear();
        handicap(Handicap.FAULT, millis(30));
        assertThat(driver.actions).containsExactly("RemoveAddresses", "SendAdvertisement", "Report");
        assertThat(role()).isEqualTo(Role.INITIALIZE);
        live(millis(30), millis(10_000));
        orders.carryOut(new AgentMessage.Promote(VIP, millis(20_000), "nobody has it"), millis(10_000));
        assertThat(role()).isEqualTo(Role.INITIALIZE);

        handicap(0, millis(10_100));
        assertThat(role()).isEqualTo(Role.BACKUP);
    }

    @Test
    void whoIsInFaultWhenItsHaproxyGetsWellWaits() {
        routers.leave(millis(1));
        handicap(Handicap.FAULT, millis(2));
        routers.takePart(millis(3));
        assertThat(role()).isEqualTo(Role.INITIALIZE);
        handicap(0, millis(4));
        assertThat(role()).isEqualTo(Role.BACKUP);
    }

    @Test
    void whatTheAgentHadAgainstUsIsGoneWithIt() {
        handicap(Handicap.FAULT, millis(10));
        routers.accompanied(true, millis(20));
        assertThat(role()).isEqualTo(Role.INITIALIZE);
        routers.accompanied(false, millis(30));
        assertThat(role()).isEqualTo(Role.BACKUP);
    }

    @Test
    void aLowerPriorityIsSaidAndTakesNoAddressAway() {
        promote();
        handicap(40, millis(30));
        assertThat(role()).isEqualTo(Role.ACTIVE);
        assertThat(priority()).isEqualTo(60);
        handicap(253, millis(40));
        assertThat(priority()).isEqualTo(1);
        handicap(0, millis(50));
        assertThat(priority()).isEqualTo(100);
    }

    private void handicap(int points, long nowNanos) {
        orders.carryOut(
                new AgentMessage.Handicapped(VIP, new Handicap(points, points == 0 ? "" : "its check says no")),
                nowNanos);
    }

    private int priority() {
        return Reports.of(new Phase.Serving(), routers, Health.WITHOUT_CHECKS)
                .routers()
                .getFirst()
                .priority();
    }

    @Test
    void whoStopsIsNotABackupAgain() {
        promote();
        orders.carryOut(new AgentMessage.Resign(VIP, "move"), millis(50));
        routers.handOver(true, millis(8000), millis(60));
        succeeded(millis(70));
        routers.timerFired(millis(171));
        assertThat(driver.state()).isInstanceOf(VirtualRouterState.Initialize.class);
        assertThat(Reports.of(new Phase.Draining(), routers, Health.WITHOUT_CHECKS)
                        .stopping())
                .isTrue();
    }

    private void promote() {
        orders.carryOut(new AgentMessage.Promote(VIP, millis(200), "h1 died"), millis(20));
    }

    private void succeeded(long nowNanos) {
        driver.handle(
                new Event.AdvertisementReceived(
                        new Advertisement(Version.V3, 201, 100, 10, List.of(VIP)), IpAddress.parse("10.0.0.3")),
                nowNanos);
    }

    /** As the loop does. */
    private void live(long fromNanos, long untilNanos) {
        for (long now = Math.max(fromNanos, routers.deadlineNanos());
                now <= untilNanos;
                now = Math.max(now + 1, routers.deadlineNanos())) {
            routers.timerFired(now);
        }
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

package io.fairlead.agent.lan;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.agent.config.ConfigReader;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.vrrp.Notice;
import io.fairlead.core.vrrp.VirtualRouterConfig;
import io.fairlead.core.vrrp.VirtualRouterState;
import io.fairlead.linux.poll.Poller;
import io.fairlead.linux.vrrp.InterfaceNotReadyException;
import io.fairlead.linux.vrrp.RouterDriver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LanRoutersTest {
    private static final LanRouter FIRST = router("192.168.1.9", 9);
    private static final LanRouter SECOND = router("192.168.1.10", 10);

    private final List<FakeRouterDriver> opened = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final Poller poller = Poller.open();
    private Consumer<Notice> latestNotices;
    private String unready = "";
    private boolean adopted;

    private final LanRouters routers = new LanRouters(
            ConfigReader.read(Optional.empty(), Map.of()).config().lan(),
            this::open,
            poller,
            (router, notice) -> said.add(router.address().address() + " " + notice.text()));

    private static LanRouter router(String address, int vrid) {
        return new LanRouter(IpPrefix.parse(address), OptionalInt.of(vrid), "eth0");
    }

    private RouterDriver open(VirtualRouterConfig config, String interfaceName, Consumer<Notice> notices) {
        if (!unready.isEmpty()) {
            throw new InterfaceNotReadyException(unready);
        }
        latestNotices = notices;
        FakeRouterDriver driver = new FakeRouterDriver(config, adopted);
        opened.add(driver);
        return driver;
    }

    @AfterEach
    void close() {
        poller.close();
    }

    @Test
    void addressThatIsThereIsAdopted() {
        adopted = true;
        routers.bring(Set.of(FIRST), 0);
        assertThat(opened.getFirst().log).containsExactly("register", "startup adopted");
    }

    @Test
    void whatRunsAndShallRunIsLeftAlone() {
        routers.bring(Set.of(FIRST), 0);
        routers.bring(Set.of(FIRST, SECOND), 0);
        assertThat(opened).hasSize(2);
        assertThat(opened.getFirst().log).containsExactly("register", "startup");
    }

    @Test
    void whatShallNotRunGivesItsAddressUpBeforeItCloses() {
        routers.bring(Set.of(FIRST, SECOND), 0);
        routers.bring(Set.of(SECOND), 0);
        assertThat(opened.getFirst().log).containsExactly("register", "startup", "shutdown", "close");
        assertThat(routers.reports()).extracting(RouterReport::router).containsExactly(SECOND);
    }

    @Test
    void leavingKeepsTheAddresses() {
        routers.bring(Set.of(FIRST), 0);
        routers.leaveAll();
        assertThat(opened.getFirst().log).containsExactly("register", "startup", "close");
        assertThat(routers.deadlineNanos()).isEqualTo(VirtualRouterState.NEVER);
    }

    @Test
    void onlyRoutersWhoseTimeHasComeAreFired() {
        routers.bring(Set.of(FIRST), 0);
        assertThat(routers.deadlineNanos()).isEqualTo(FakeRouterDriver.DEADLINE_NANOS);
        routers.fire(FakeRouterDriver.DEADLINE_NANOS - 1);
        routers.fire(FakeRouterDriver.DEADLINE_NANOS);
        assertThat(opened.getFirst().log).containsExactly("register", "startup", "timer");
    }

    @Test
    void interfaceThatIsNotReadyIsSaidOnceAndTriedAgain() {
        unready = "eth0 is down";
        routers.bring(Set.of(FIRST), 0);
        routers.retry(1);
        assertThat(said).containsExactly("192.168.1.9 eth0 is down");
        assertThat(routers.reports()).singleElement().satisfies(report -> {
            assertThat(report.state()).isEqualTo(RouterReport.State.INITIALIZE);
            assertThat(report.trouble()).contains("eth0 is down");
        });
        unready = "";
        routers.retry(2);
        assertThat(opened).hasSize(1);
        assertThat(routers.reports().getFirst().trouble()).isEmpty();
    }

    @Test
    void refusedRouterListensAgainAfterHalfAMinute() {
        routers.bring(Set.of(FIRST), 0);
        FakeRouterDriver driver = opened.getFirst();
        driver.state = new VirtualRouterState.Initialize(100);
        latestNotices.accept(new Notice(Notice.Kind.VRID_OCCUPIED, "VRID 9 is another's"));
        assertThat(routers.reports().getFirst().trouble()).contains("VRID 9 is another's");
        routers.retry(Duration.ofSeconds(29).toNanos());
        assertThat(driver.log).containsExactly("register", "startup");
        routers.retry(Duration.ofSeconds(30).toNanos());
        assertThat(driver.log).containsExactly("register", "startup", "startup");
    }
}

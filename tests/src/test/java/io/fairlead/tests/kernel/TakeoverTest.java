package io.fairlead.tests.kernel;

import static io.fairlead.tests.kernel.Configs.VIP;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.vrrp.Authentication;
import io.fairlead.core.vrrp.Event;
import io.fairlead.linux.namespace.NetworkNamespace;
import io.fairlead.linux.rtnetlink.RouteSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two routers on one Ethernet: who holds the address, and how it moves. */
@Tag("kernel")
class TakeoverTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Switch ethernet = new Switch();
    private final Switch.Host h1 = ethernet.host(11);
    private final Switch.Host h2 = ethernet.host(12);

    @AfterEach
    void remove() {
        ethernet.close();
    }

    @Test
    void firstRouterTakesTheAddressAndTheSecondListens() {
        try (RouterThread one = RouterThread.start(h1, Configs.of(100))) {
            one.awaitActive(SOON);
            try (RouterThread two = RouterThread.start(h2, Configs.of(200))) {
                two.awaitBackup(SOON);
                long heard = received(two);
                Deadline.await("ten adverts", SOON, () -> received(two) >= heard + 10, two::described);

                assertThat(two.isBackup()).as("no preemption by default").isTrue();
                assertThat(one.isActive()).isTrue();
                assertThat(h1.has(VIP)).isTrue();
                assertThat(h2.has(VIP)).isFalse();
            }
        }
    }

    @Test
    void preemptingRouterWithHigherPriorityTakesTheAddress() {
        try (RouterThread one = RouterThread.start(h1, Configs.of(100))) {
            one.awaitActive(SOON);
            try (RouterThread two = RouterThread.start(h2, Configs.preempting(Configs.of(200)))) {
                two.awaitActive(SOON);
                one.awaitBackup(SOON);

                assertThat(h2.has(VIP)).isTrue();
                assertThat(h1.has(VIP)).isFalse();
            }
        }
    }

    @Test
    void silentDeathIsNoticedByTheTimer() {
        RouterThread one = RouterThread.start(h1, Configs.of(100));
        one.awaitActive(SOON);
        try (RouterThread two = RouterThread.start(h2, Configs.of(100))) {
            two.awaitBackup(SOON);
            Deadline.await("an advert", SOON, () -> received(two) > 0, two::described);
            one.close();

            Duration took = two.awaitActive(SOON);

            // 3 × 100 ms + (256 − 100) / 256 × 100 ms after the last advert, which was 0 to 100 ms ago.
            assertThat(took).isBetween(Duration.ofMillis(240), Duration.ofMillis(500));
            assertThat(h2.has(VIP)).isTrue();
            assertThat(h1.has(VIP)).as("the dead router's lease runs on").isTrue();
            Deadline.await("the lease to end", SOON, () -> !h1.has(VIP), () -> h1.addressLine(VIP));
        }
    }

    @Test
    void shutdownWithPriorityZeroIsAnsweredWithinSkewTime() {
        try (RouterThread one = RouterThread.start(h1, Configs.of(100))) {
            one.awaitActive(SOON);
            try (RouterThread two = RouterThread.start(h2, Configs.of(254))) {
                two.awaitBackup(SOON);
                Deadline.await("an advert", SOON, () -> received(two) > 0, two::described);
                one.post(new Event.Shutdown());

                Duration took = two.awaitActive(SOON);

                // Skew is 2 / 256 × 100 ms.
                assertThat(took).isLessThan(Duration.ofMillis(150));
                one.awaitInitialize(SOON);
                assertThat(h1.has(VIP)).isFalse();
            }
        }
    }

    @Test
    void resigningRouterServesUntilTheOtherHasTaken() {
        try (RouterThread one = RouterThread.start(h1, Configs.of(100))) {
            one.awaitActive(SOON);
            try (RouterThread two = RouterThread.start(h2, Configs.of(100))) {
                two.awaitBackup(SOON);
                Deadline.await("an advert", SOON, () -> received(two) > 0, two::described);
                try (RouteSocket routes1 = routes(h1);
                        RouteSocket routes2 = routes(h2)) {
                    one.post(new Event.Resign());
                    Deadline.await(
                            "the resigned router's end",
                            SOON,
                            () -> {
                                // The old one first: by the time it is seen without, the new one has had it.
                                assertThat(holds(routes1) || holds(routes2))
                                        .as("somebody holds the address all the time")
                                        .isTrue();
                                return one.isInitialize();
                            },
                            one::described);
                }
                assertThat(two.isActive()).isTrue();
                assertThat(h2.has(VIP)).isTrue();

                assertThat(one.notices().toString()).contains("10.77.0.12 has taken over");
                assertThat(h1.has(VIP)).isFalse();
            }
        }
    }

    @Test
    void twoThatStartTogetherEndWithOneActive() {
        try (RouterThread one = RouterThread.start(h1, Configs.of(100));
                RouterThread two = RouterThread.start(h2, Configs.of(100))) {
            Deadline.await(
                    "one Active, one Backup",
                    SOON,
                    () -> (one.isActive() && two.isBackup()) || (two.isActive() && one.isBackup()),
                    () -> one.described() + " | " + two.described());
            Deadline.await("one holder", SOON, () -> h1.has(VIP) != h2.has(VIP), () -> h1.addressLine(VIP));
        }
    }

    @Test
    void toldToTakeOverItDoesNotWaitForTheTimer() {
        try (RouterThread one = RouterThread.start(h1, Configs.version2(100, new Authentication.None()))) {
            one.awaitBackup(SOON);
            one.post(new Event.TakeOver());

            Duration took = one.awaitActive(SOON);

            assertThat(took).as("version 2's down timer is 3.6 s").isLessThan(Duration.ofSeconds(2));
            assertThat(h1.has(VIP)).isTrue();
        }
    }

    private static RouteSocket routes(Switch.Host host) {
        try (NetworkNamespace namespace = host.open()) {
            return namespace.call(RouteSocket::open);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static boolean holds(RouteSocket routes) {
        return routes.addresses().stream().anyMatch(address -> address.address().equals(VIP));
    }

    private static long received(RouterThread router) {
        return router.counters().received().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}

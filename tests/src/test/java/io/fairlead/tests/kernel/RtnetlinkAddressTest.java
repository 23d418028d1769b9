package io.fairlead.tests.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.linux.ffi.Errno;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.netlink.BatchFailure;
import io.fairlead.linux.rtnetlink.InterfaceAddress;
import io.fairlead.linux.rtnetlink.Lifetime;
import io.fairlead.linux.rtnetlink.NewAddress;
import io.fairlead.linux.rtnetlink.RouteSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Addresses on a real kernel. */
@Tag("kernel")
class RtnetlinkAddressTest {
    private static final IpPrefix VIP = IpPrefix.parse("172.18.0.201/32");
    private static final IpPrefix VIP6 = IpPrefix.parse("fd00:18::201/128");
    private static final Lifetime TEN_SECONDS = new Lifetime(10);

    private FreshNamespace namespace;
    private RouteSocket route;
    private int ifindex;

    @BeforeEach
    void openNamespace() {
        namespace = FreshNamespace.withInterface("eth0", "172.18.0.7/16");
        route = namespace.call(RouteSocket::open);
        ifindex = route.linkByName("eth0").orElseThrow().index();
    }

    @AfterEach
    void closeNamespace() {
        route.close();
        namespace.close();
    }

    @Test
    void addedAddressHasLifetimeAndTag() {
        route.addAddress(NewAddress.virtual(ifindex, VIP, TEN_SECONDS));

        InterfaceAddress vip = find(VIP).orElseThrow();
        assertThat(vip.valid().seconds()).isBetween(9L, 10L);
        assertThat(vip.preferred().seconds()).isBetween(9L, 10L);
        assertThat(vip.isOurs()).isTrue();
        assertThat(vip.isSecondary()).isFalse();
        assertThat(vip.scope()).isZero();
        assertThat(namespace.ip("-4", "address", "show", "dev", "eth0")).contains("172.18.0.201/32", "valid_lft");
    }

    @Test
    void addressWithoutLifetimeStaysForEver() {
        route.addAddress(NewAddress.virtual(ifindex, VIP, Lifetime.FOREVER));

        assertThat(find(VIP).orElseThrow().valid()).isEqualTo(Lifetime.FOREVER);
        assertThat(namespace.ip("address", "show", "dev", "eth0")).contains("valid_lft forever");
    }

    @Test
    void replacingRenewsTheLifetime() {
        route.replaceAddress(NewAddress.virtual(ifindex, VIP, TEN_SECONDS));
        route.replaceAddress(NewAddress.virtual(ifindex, VIP, new Lifetime(100)));

        assertThat(find(VIP).orElseThrow().valid().seconds()).isBetween(99L, 100L);
        assertThat(route.addresses(ifindex))
                .filteredOn(address -> address.prefix().equals(VIP))
                .hasSize(1);
    }

    @Test
    void ipv6AddressIsUsableAtOnceAndNeverASourceByChoice() {
        route.replaceAddress(NewAddress.virtual(ifindex, VIP6, TEN_SECONDS));

        InterfaceAddress vip = find(VIP6).orElseThrow();
        assertThat(vip.isTentative()).isFalse();
        assertThat(vip.isDeprecated()).isTrue();
        assertThat(vip.valid().seconds()).isBetween(9L, 10L);
        assertThat(vip.isOurs()).isTrue();
        assertThat(namespace.ip("-6", "route", "show", "dev", "eth0")).doesNotContain("fd00:18::201");
    }

    @Test
    void ipv6LifetimeIsRenewedByReplacing() {
        route.replaceAddress(NewAddress.virtual(ifindex, VIP6, TEN_SECONDS));
        route.replaceAddress(NewAddress.virtual(ifindex, VIP6, new Lifetime(100)));

        assertThat(find(VIP6).orElseThrow().valid().seconds()).isBetween(99L, 100L);
        assertThat(find(VIP6).orElseThrow().isTentative()).isFalse();
    }

    @Test
    void kernelRemovesAddressesWhoseLifetimeIsOver() {
        route.addAddress(NewAddress.virtual(ifindex, VIP, new Lifetime(1)));
        route.addAddress(NewAddress.virtual(ifindex, VIP6, new Lifetime(1)));
        assertThat(find(VIP)).isPresent();
        assertThat(find(VIP6)).isPresent();

        Awaitility.await("the kernel to take both addresses")
                .atMost(Duration.ofSeconds(10))
                .until(() -> find(VIP).isEmpty() && find(VIP6).isEmpty());
    }

    @Test
    void virtualAddressChangesNeitherSourceNorRoutes() {
        String before = namespace.ip("route", "show");
        route.addAddress(NewAddress.virtual(ifindex, VIP, TEN_SECONDS));

        assertThat(namespace.ip("route", "show")).isEqualTo(before);
        assertThat(route.routeTo(IpAddress.parse("172.18.0.9")).orElseThrow().source())
                .contains(IpAddress.parse("172.18.0.7"));
    }

    @Test
    void virtualAddressOutlivesTheFirstAddress() {
        route.addAddress(NewAddress.virtual(ifindex, VIP, TEN_SECONDS));

        assertThat(route.removeAddress(ifindex, IpPrefix.parse("172.18.0.7/16")))
                .isTrue();

        assertThat(find(VIP)).isPresent();
    }

    @Test
    void removingSaysWhetherTheAddressWasThere() {
        route.addAddress(NewAddress.virtual(ifindex, VIP, TEN_SECONDS));
        route.addAddress(NewAddress.virtual(ifindex, VIP6, TEN_SECONDS));

        assertThat(route.removeAddress(ifindex, VIP)).isTrue();
        assertThat(route.removeAddress(ifindex, VIP)).isFalse();
        assertThat(route.removeAddress(ifindex, VIP6)).isTrue();
        assertThat(route.removeAddress(ifindex, VIP6)).isFalse();
        assertThat(route.removeAddress(ifindex + 1000, VIP)).isFalse();
        assertThat(find(VIP)).isEmpty();
    }

    @Test
    void addingTwiceIsRefusedWithTheNameOfTheError() {
        route.addAddress(NewAddress.virtual(ifindex, VIP, TEN_SECONDS));

        assertThatThrownBy(() -> route.addAddress(NewAddress.virtual(ifindex, VIP, TEN_SECONDS)))
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("add 172.18.0.201/32 on interface " + ifindex + ": EEXIST");
    }

    @Test
    void refusalCarriesTheKernelsOwnWords() {
        NewAddress wrong = new NewAddress(ifindex + 1000, VIP6, TEN_SECONDS, TEN_SECONDS, 0, 0);

        assertThatThrownBy(() -> route.addAddress(wrong))
                .isInstanceOfSatisfying(
                        KernelException.class,
                        e -> assertThat(e.is(Errno.ENODEV)).isTrue())
                .message()
                .matches(".*: ENODEV \\(.+\\)");
    }

    @Test
    void batchAddsAndRemovesAThousandAddresses() {
        List<NewAddress> thousand = thousand();

        assertThat(route.replaceAddresses(thousand)).isEmpty();
        List<InterfaceAddress> added = ours();
        assertThat(added).hasSize(1_000);

        assertThat(route.removeAddresses(added)).isEmpty();
        assertThat(ours()).isEmpty();
        assertThat(route.removeAddresses(added)).isEmpty();
    }

    @Test
    void batchMatchesErrorsToTheirRequestsAndCarriesOutTheRest() {
        List<NewAddress> requests = new ArrayList<>(thousand());
        NewAddress wrong = NewAddress.virtual(ifindex + 1000, VIP, TEN_SECONDS);
        requests.set(0, wrong);
        requests.set(777, wrong);

        List<BatchFailure> failures = route.replaceAddresses(requests);

        assertThat(failures).extracting(BatchFailure::index).containsExactly(0, 777);
        assertThat(failures).allMatch(failure -> failure.cause().is(Errno.ENODEV));
        assertThat(ours()).hasSize(998);
    }

    @Test
    void narrowestSubnetThatHoldsAnAddressComesFirst() {
        namespace.ip("address", "add", "172.18.0.130/25", "dev", "eth0");
        namespace.ip("address", "add", "172.18.0.201/32", "dev", "lo");

        assertThat(route.subnetsHolding(VIP.address()))
                .extracting(address -> address.prefix().toString())
                .containsExactly("172.18.0.130/25", "172.18.0.7/16");
        assertThat(route.subnetsHolding(IpAddress.parse("10.1.2.3"))).isEmpty();
    }

    private Optional<InterfaceAddress> find(IpPrefix prefix) {
        return route.addresses(ifindex).stream()
                .filter(address -> address.prefix().equals(prefix))
                .findFirst();
    }

    private List<InterfaceAddress> ours() {
        return route.addresses(ifindex).stream()
                .filter(InterfaceAddress::isOurs)
                .toList();
    }

    private List<NewAddress> thousand() {
        List<NewAddress> addresses = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            IpAddress address = IpAddress.of(new byte[] {10, 9, (byte) (i / 250), (byte) (i % 250 + 1)});
            addresses.add(NewAddress.virtual(ifindex, IpPrefix.host(address), Lifetime.FOREVER));
        }
        return addresses;
    }
}

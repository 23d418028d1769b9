package io.fairlead.linux.vrrp;

import static io.fairlead.linux.vrrp.FakeInterfaces.address;
import static io.fairlead.linux.vrrp.FakeInterfaces.ethernet;
import static io.fairlead.linux.vrrp.FakeInterfaces.loopback;
import static io.fairlead.linux.vrrp.FakeInterfaces.ours;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.linux.rtnetlink.InterfaceAddress;
import io.fairlead.linux.rtnetlink.Link;
import io.fairlead.linux.vrrp.InterfaceFinder.Result.Found;
import io.fairlead.linux.vrrp.InterfaceFinder.Result.NotFound;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InterfaceFinderTest {
    private static final List<Link> LINKS = List.of(loopback(), ethernet(2, "eth0"), ethernet(3, "eth1"));

    @Test
    void interfaceIsTheOneWhoseSubnetHoldsTheAddress() {
        assertThat(find("172.18.0.201", address(2, "10.0.0.7/8"), address(3, "172.18.0.7/16")))
                .isEqualTo(new Found("eth1", 3, IpPrefix.parse("172.18.0.7/16")));
    }

    @Test
    void narrowestSubnetWins() {
        assertThat(find("10.1.0.201", address(2, "10.0.0.7/8"), address(3, "10.1.0.7/16")))
                .isEqualTo(new Found("eth1", 3, IpPrefix.parse("10.1.0.7/16")));
    }

    @Test
    void noSubnetIsSaidWithThoseThatThereAre() {
        assertThat(find(
                        "172.18.9.9",
                        address(1, "127.0.0.1/8"),
                        address(2, "172.19.0.7/16"),
                        address(3, "10.0.0.7/24")))
                .isEqualTo(new NotFound(
                        "172.18.9.9 is in no subnet of this container: eth0 has 172.19.0.7/16, eth1 has 10.0.0.7/24"));
    }

    @Test
    void containerWithoutThatFamilyIsSaidSo() {
        assertThat(find("2001:db8::201", address(2, "172.19.0.7/16")))
                .isEqualTo(new NotFound("2001:db8::201 is in no subnet of this container: it has no IPv6 network"));
    }

    @Test
    void loopbackIsNoPlaceForAVirtualAddress() {
        assertThat(find("127.0.0.201", address(1, "127.0.0.1/8"))).isInstanceOf(NotFound.class);
    }

    @Test
    void containersOwnAddressCannotBeVirtual() {
        assertThat(find("172.18.0.7", address(2, "172.18.0.7/16")))
                .isEqualTo(new NotFound("172.18.0.7 is this container's own address, not one that can move"));
    }

    @Test
    void leftoverOfAnEarlierLifeDoesNotHideTheSubnet() {
        assertThat(find("172.18.0.201", ours("172.18.0.201/32"), address(2, "172.18.0.7/16")))
                .isEqualTo(new Found("eth0", 2, IpPrefix.parse("172.18.0.7/16")));
    }

    /** With the subnets that hold it as RouteSocket lists them. */
    private static InterfaceFinder.Result find(String text, InterfaceAddress... all) {
        IpAddress address = IpAddress.parse(text);
        List<InterfaceAddress> holding = Stream.of(all)
                .filter(each -> each.prefix().contains(address) && each.prefix().length() < 32)
                .sorted((a, b) -> b.prefix().length() - a.prefix().length())
                .toList();
        return InterfaceFinder.find(address, LINKS, holding, List.of(all));
    }
}

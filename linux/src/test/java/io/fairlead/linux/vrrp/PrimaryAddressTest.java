package io.fairlead.linux.vrrp;

import static io.fairlead.linux.vrrp.FakeInterfaces.address;
import static io.fairlead.linux.vrrp.FakeInterfaces.ours;
import static io.fairlead.linux.vrrp.FakeInterfaces.secondary;
import static io.fairlead.linux.vrrp.FakeInterfaces.tentative;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.rtnetlink.InterfaceAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PrimaryAddressTest {
    @Test
    void addressOfTheVirtualAddressesSubnetIsPreferred() {
        assertThat(of("172.18.0.201", address("192.168.1.5/24"), address("172.18.0.7/16")))
                .hasToString("Optional[172.18.0.7]");
    }

    @Test
    void firstAddressIsTakenWhereNoSubnetHoldsTheVirtualOne() {
        assertThat(of("10.0.0.1", address("192.168.1.5/24"), address("172.18.0.7/16")))
                .hasToString("Optional[192.168.1.5]");
    }

    @Test
    void virtualAndSecondaryAddressesAreNoPrimaryOnes() {
        assertThat(of("172.18.0.201", address("172.18.0.201/16"), secondary("172.18.0.9/16"), ours("172.18.0.202/32")))
                .isEmpty();
    }

    @Test
    void ipv6SendsFromALinkLocalAddressThatIsReady() {
        assertThat(of(
                        "fe80::200",
                        address("2001:db8::7/64"),
                        tentative("fe80::5/64"),
                        address("fe80::200/128"),
                        address("fe80::7/64")))
                .hasToString("Optional[fe80::7]");
    }

    @Test
    void otherFamilyDoesNotHelp() {
        assertThat(of("fe80::200", address("172.18.0.7/16"))).isEmpty();
        assertThat(of("172.18.0.201", address("fe80::7/64"))).isEmpty();
    }

    private static Optional<IpAddress> of(String virtual, InterfaceAddress... present) {
        return PrimaryAddress.of(List.of(IpAddress.parse(virtual)), List.of(present));
    }
}

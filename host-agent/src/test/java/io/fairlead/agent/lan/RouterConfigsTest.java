package io.fairlead.agent.lan;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.agent.config.AgentConfig.LanConfig;
import io.fairlead.agent.config.ConfigReader;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.vrrp.VirtualRouterConfig;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RouterConfigsTest {
    private static LanConfig settings(String... pairs) {
        Map<String, String> environment = new java.util.HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            environment.put("FAIRLEAD_AGENT_LAN_" + pairs[i], pairs[i + 1]);
        }
        return ConfigReader.read(Optional.empty(), environment).config().lan();
    }

    private static LanRouter router(String address, int vrid) {
        return new LanRouter(IpPrefix.parse(address), vrid == 0 ? OptionalInt.empty() : OptionalInt.of(vrid), "eth0");
    }

    @Test
    void settingsReachTheMachine() {
        VirtualRouterConfig config = RouterConfigs.of(
                router("192.168.1.9", 156), settings("PRIORITY", "90", "ADVERTISEMENT_INTERVAL", "200 ms"));
        assertThat(config.virtualRouterId()).isEqualTo(156);
        assertThat(config.priority()).isEqualTo(90);
        assertThat(config.advertisementIntervalCentis()).isEqualTo(20);
        assertThat(config.multicast()).isTrue();
        assertThat(config.lease().isForever()).isTrue();
        assertThat(config.addresses()).containsExactly(IpPrefix.parse("192.168.1.9/32"));
    }

    @Test
    void peersOfTheOtherFamilyDoNotMakeItMulticast() {
        VirtualRouterConfig config = RouterConfigs.of(router("192.168.1.9", 156), settings("PEERS", "2001:db8::2"));
        assertThat(config.multicast()).isFalse();
        assertThat(config.unicastPeers()).isEmpty();
    }

    @Test
    void peersOfItsFamilyGetItDirectly() {
        VirtualRouterConfig config =
                RouterConfigs.of(router("192.168.1.9", 156), settings("PEERS", "192.168.1.2,2001:db8::2"));
        assertThat(config.unicastPeers()).containsExactly(IpAddress.parse("192.168.1.2"));
    }

    @Test
    void aloneItIsOwnerAndSaysNothing() {
        VirtualRouterConfig config = RouterConfigs.of(router("192.168.1.9", 0), settings("PEERS", "192.168.1.2"));
        assertThat(config.isAddressOwner()).isTrue();
        assertThat(config.multicast()).isFalse();
        assertThat(config.unicastPeers()).isEmpty();
    }

    @Test
    void ipv6BeginsWithALinkLocalAddress() {
        assertThat(RouterConfigs.of(router("2001:db8:0:1::9", 156), settings()).addresses())
                .containsExactly(IpPrefix.parse("fe80::9/128"), IpPrefix.parse("2001:db8:0:1::9/128"));
    }

    @Test
    void whatVrrpForbidsIsToldInWords() {
        assertThat(LanRouters.problem(router("2001:db8::9", 156), settings("VERSION", "2")))
                .contains("IPv6 needs version 3: version 2 has IPv4 only");
    }
}

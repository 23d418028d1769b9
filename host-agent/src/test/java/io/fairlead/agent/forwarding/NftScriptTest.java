package io.fairlead.agent.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.net.AddressFamily;
import java.util.List;
import org.junit.jupiter.api.Test;

class NftScriptTest {
    @Test
    void tableIsReplacedInOneScript() {
        RuleSet rules = RuleSet.of(AddressFamily.IPV4, true, true, List.of(Services.v4(3306, 3307), Services.v6()));

        assertThat(NftScript.replace(rules)).isEqualTo("""
                add table ip fairlead
                delete table ip fairlead
                table ip fairlead {
                  chain prerouting {
                    type nat hook prerouting priority -110; policy accept;
                    ip daddr 192.168.1.156 tcp dport 3306 dnat to 172.18.0.201:3307
                  }
                  chain output {
                    type nat hook output priority -110; policy accept;
                    ip daddr 192.168.1.156 tcp dport 3306 dnat to 172.18.0.201:3307
                  }
                  chain postrouting {
                    type nat hook postrouting priority 90; policy accept;
                    ip saddr 172.18.0.0/16 ip daddr 172.18.0.201 tcp dport 3307 \
                ct original ip daddr 192.168.1.156 ct original proto-dst 3306 masquerade
                    ip saddr 192.168.1.156/32 ip daddr 172.18.0.201 tcp dport 3307 \
                ct original ip daddr 192.168.1.156 ct original proto-dst 3306 masquerade
                  }
                }
                """);
    }

    @Test
    void withIpvsOnlySourceNatIsLeft() {
        RuleSet rules = RuleSet.of(AddressFamily.IPV4, false, true, List.of(Services.v4(80, 80)));

        assertThat(NftScript.replace(rules)).contains("masquerade").doesNotContain("dnat");
    }

    @Test
    void ipv6HasItsOwnTableAndBrackets() {
        RuleSet rules = RuleSet.of(AddressFamily.IPV6, true, true, List.of(Services.v4(80, 80), Services.v6()));

        assertThat(NftScript.replace(rules))
                .contains("table ip6 fairlead {", "ip6 daddr fd9c::156 udp dport 53 dnat to [fd18::201]:5353")
                .contains("ip6 saddr fd18::/64 ip6 daddr fd18::201", "ct original ip6 daddr fd9c::156")
                .doesNotContain("192.168.1.156");
    }

    @Test
    void nothingIsWantedWithoutServicesOrWithoutAnyRule() {
        assertThat(RuleSet.of(AddressFamily.IPV4, true, true, List.of(Services.v6()))
                        .isEmpty())
                .isTrue();
        assertThat(RuleSet.of(AddressFamily.IPV6, false, false, List.of(Services.v6()))
                        .isEmpty())
                .isTrue();
        assertThat(RuleSet.of(AddressFamily.IPV6, false, true, List.of(Services.v6()))
                        .isEmpty())
                .isFalse();
    }
}

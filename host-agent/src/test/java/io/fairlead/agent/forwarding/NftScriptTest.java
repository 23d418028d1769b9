package io.fairlead.agent.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.ipvs.Destination;
import io.fairlead.core.ipvs.ForwardingMethod;
import io.fairlead.core.ipvs.Persistence;
import io.fairlead.core.ipvs.Scheduler;
import io.fairlead.core.ipvs.ServiceKey;
import io.fairlead.core.ipvs.VirtualService;
import io.fairlead.core.net.AddressFamily;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    void withIpvsConnectionsAreOnlyKeptFromOthersAndGetSourceNat() {
        RuleSet rules = RuleSet.of(AddressFamily.IPV4, false, true, List.of(Services.v4(80, 80)));

        assertThat(NftScript.replace(rules))
                .contains("masquerade", "hook prerouting priority -110", "hook output priority -110")
                .contains("ip daddr 192.168.1.156 tcp dport 80 dnat to 192.168.1.156:80\n")
                .doesNotContain("dnat to 172.18");
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

    @Test
    void severalTargetsGetNumbersInTheProportionOfTheirWeights() {
        ForwardedService service = Services.v4(
                80,
                VirtualService.of(Services.tcp(80), Scheduler.WLC),
                Services.masq("10.0.0.1", 8080, 3),
                Services.masq("10.0.0.2", 8080, 1),
                Services.masq("10.0.0.3", 8080, 0));

        assertThat(NftScript.replace(RuleSet.of(AddressFamily.IPV4, true, false, List.of(service))))
                .isEqualTo("""
                add table ip fairlead
                delete table ip fairlead
                table ip fairlead {
                  chain target-0-0 {
                    meta l4proto tcp dnat to 10.0.0.1:8080
                  }
                  chain target-0-1 {
                    meta l4proto tcp dnat to 10.0.0.2:8080
                  }
                  chain service-0 {
                    numgen random mod 4 vmap { 0-2 : goto target-0-0, 3 : goto target-0-1 }
                  }
                  chain prerouting {
                    type nat hook prerouting priority -110; policy accept;
                    ip daddr 192.168.1.156 tcp dport 80 goto service-0
                  }
                  chain output {
                    type nat hook output priority -110; policy accept;
                    ip daddr 192.168.1.156 tcp dport 80 goto service-0
                  }
                }
                """);
    }

    @Test
    void persistentClientsAreRememberedInASetForEachTarget() {
        VirtualService service = new VirtualService(
                Services.tcp(80), Scheduler.RR, Set.of(), Optional.of(new Persistence(50, 24, Optional.empty())));
        ForwardedService forwarded =
                Services.v4(80, service, Services.masq("10.0.0.1", 80, 1), Services.masq("10.0.0.2", 80, 1));

        assertThat(NftScript.replace(RuleSet.of(AddressFamily.IPV4, true, false, List.of(forwarded))))
                .contains(
                        """
                          set clients-0-1 {
                            type ipv4_addr
                            size 65535
                            flags dynamic,timeout
                            timeout 50s
                          }
                        """,
                        "    update @clients-0-1 { ip saddr and 255.255.255.0 }\n",
                        "    ip saddr and 255.255.255.0 @clients-0-0 goto target-0-0\n",
                        "numgen inc mod 2 vmap { 0 : goto target-0-0, 1 : goto target-0-1 }");
    }

    @Test
    void marksAndAllPortsKeepThePort() {
        VirtualService mark = VirtualService.of(new ServiceKey.FirewallMark(AddressFamily.IPV4, 16), Scheduler.RR);
        assertThat(NftScript.replace(RuleSet.of(
                        AddressFamily.IPV4,
                        true,
                        true,
                        List.of(
                                Services.v4(0, mark, Services.masq("10.0.0.1", 0, 1)),
                                Services.v4(
                                        0,
                                        VirtualService.of(Services.tcp(0), Scheduler.RR),
                                        Services.masq("10.0.0.2", 0, 1))))))
                .contains(
                        "ip daddr 192.168.1.156 meta mark 0x10 dnat to 10.0.0.1\n",
                        "ip daddr 192.168.1.156 meta l4proto tcp dnat to 10.0.0.2\n",
                        "ip saddr 172.18.0.0/16 ip daddr 10.0.0.1 ct original ip daddr 192.168.1.156 masquerade",
                        "ip daddr 10.0.0.2 meta l4proto tcp ct original ip daddr 192.168.1.156 masquerade");
    }

    @Test
    void fullNatTranslatesEverybodyEvenWithoutHairpin() {
        ForwardedService plain = Services.v4(80, 8080);
        ForwardedService full = new ForwardedService(
                plain.service(),
                plain.lanVip(),
                plain.entry(),
                new ForwardedService.SourceNat(List.of(), true),
                ForwardedService.Leave.AT_ONCE);

        RuleSet rules = RuleSet.of(AddressFamily.IPV4, false, false, List.of(full));

        assertThat(rules.isEmpty()).isFalse();
        assertThat(NftScript.replace(rules))
                .contains("    ip daddr 172.18.0.201 tcp dport 8080 ct original ip daddr 192.168.1.156"
                        + " ct original proto-dst 80 masquerade");
    }

    @Test
    void everySchedulerHasASubstituteThatIsSaid() {
        for (Scheduler scheduler : Scheduler.KNOWN) {
            ForwardedService service = Services.v4(
                    80,
                    VirtualService.of(Services.tcp(80), scheduler),
                    Services.masq("10.0.0.1", 80, 1),
                    Services.masq("10.0.0.2", 80, 1));
            assertThat(Substitute.notes(service, false))
                    .singleElement()
                    .asString()
                    .startsWith("scheduler " + scheduler + " became: ");
        }
        assertThat(Substitute.notes(Services.v4(80, 80), false)).isEmpty();
    }

    @Test
    void directRoutingAndTunnelsAreImpossible() {
        Destination direct = new Destination(
                Services.masq("10.0.0.1", 80, 1).key(), ForwardingMethod.DROUTE, 1, 0, 0, Optional.empty());
        assertThat(Substitute.impossible(Services.v4(80, VirtualService.of(Services.tcp(80), Scheduler.RR), direct)))
                .contains("method dr needs ip_vs; with rules only nat can be had");
        assertThat(Substitute.impossible(Services.v4(80, 80))).isEmpty();
    }
}

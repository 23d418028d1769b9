package io.fairlead.agent.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.ipvs.Scheduler;
import io.fairlead.core.ipvs.VirtualService;
import io.fairlead.core.net.AddressFamily;
import java.util.List;
import org.junit.jupiter.api.Test;

class IptablesLinesTest {
    private static final RuleSet V4 = RuleSet.of(AddressFamily.IPV4, true, true, List.of(Services.v4(3306, 3307)));
    private static final RuleSet V6 = RuleSet.of(AddressFamily.IPV6, true, true, List.of(Services.v6()));

    @Test
    void lanAddressIsRewrittenToContainerAddress() {
        assertThat(IptablesLines.rewriting(V4))
                .containsExactly("-d 192.168.1.156/32 -p tcp -m tcp --dport 3306 -j DNAT"
                        + " --to-destination 172.18.0.201:3307");
        assertThat(IptablesLines.rewriting(V6))
                .containsExactly("-d fd9c::156/128 -p udp -m udp --dport 53 -j DNAT --to-destination [fd18::201]:5353");
    }

    @Test
    void withIpvsWhatIsForTheLanAddressIsTranslatedToWhatItWas() {
        assertThat(IptablesLines.keeping(V4))
                .containsExactly("-d 192.168.1.156/32 -p tcp -m tcp --dport 3306 -j DNAT"
                        + " --to-destination 192.168.1.156:3306");
        assertThat(IptablesLines.keeping(V6))
                .containsExactly("-d fd9c::156/128 -p udp -m udp --dport 53 -j DNAT --to-destination [fd9c::156]:53");
    }

    @Test
    void neighboursAndTheHostGetSourceNat() {
        String rest = " -d 172.18.0.201/32 -p tcp -m tcp --dport 3307 -m conntrack --ctorigdst 192.168.1.156"
                + " --ctorigdstport 3306 -j MASQUERADE";

        assertThat(IptablesLines.hairpin(V4)).containsExactly("-s 172.18.0.0/16" + rest, "-s 192.168.1.156/32" + rest);
    }

    @Test
    void connectionsToThePublishedPortAreAccepted() {
        assertThat(IptablesLines.acceptance(V4))
                .containsExactly("-p tcp -m conntrack --ctorigdst 192.168.1.156 --ctorigdstport 3306 -j ACCEPT");
    }

    @Test
    void severalTargetsAreTakenByChanceOutOfWhatTheOnesBeforeLeft() {
        ForwardedService service = Services.v4(
                80,
                VirtualService.of(Services.tcp(80), Scheduler.RR),
                Services.masq("10.0.0.1", 80, 2),
                Services.masq("10.0.0.2", 80, 1),
                Services.masq("10.0.0.3", 80, 1));

        assertThat(IptablesLines.rewriting(RuleSet.of(AddressFamily.IPV4, true, true, List.of(service))))
                .containsExactly(
                        "-d 192.168.1.156/32 -p tcp -m tcp --dport 80 -m statistic --mode random --probability 0.500000"
                                + " -j DNAT --to-destination 10.0.0.1:80",
                        "-d 192.168.1.156/32 -p tcp -m tcp --dport 80 -m statistic --mode random --probability 0.500000"
                                + " -j DNAT --to-destination 10.0.0.2:80",
                        "-d 192.168.1.156/32 -p tcp -m tcp --dport 80 -j DNAT --to-destination 10.0.0.3:80");
    }
}

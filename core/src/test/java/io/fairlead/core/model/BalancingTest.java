package io.fairlead.core.model;

import static io.fairlead.core.model.Observation.labelsWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.ipvs.ForwardingMethod;
import io.fairlead.core.ipvs.Persistence;
import io.fairlead.core.ipvs.Scheduler;
import io.fairlead.core.ipvs.ServiceFlag;
import io.fairlead.core.ipvs.Tunnel;
import io.fairlead.core.net.IpAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the labels say how connections are shared out. */
class BalancingTest {
    private static final Target FIRST =
            new Target(IpAddress.parse("10.0.0.1"), OptionalInt.of(80), 2, OptionalInt.of(9), OptionalInt.of(7));

    private static Map<String, String> labels(String... pairs) {
        Map<String, String> labels = labelsWith("publish", "80");
        for (int i = 0; i < pairs.length; i += 2) {
            labels.put("io.fairlead." + pairs[i], pairs[i + 1]);
        }
        return labels;
    }

    private static LanSide lan(String... pairs) {
        return new Observation()
                .member("h1", "172.18.0.7", labels(pairs))
                .model()
                .services()
                .getFirst()
                .lan()
                .orElseThrow();
    }

    private static String problem(String... pairs) {
        return new Observation().member("h1", "172.18.0.7", labels(pairs)).problem();
    }

    @Test
    void withoutLabelsItIsNatToTheContainerVip() {
        assertThat(lan().balancing()).isEqualTo(Balancing.plain(Scheduler.RR));
    }

    @Test
    void everythingCanBeSaid() {
        LanSide lan = lan(
                "fwmark", "0x10",
                "publish", "80",
                "scheduler", "mh",
                "scheduler-flags", "mh-port, fallback",
                "method", "tunnel",
                "tunnel", "gue:6080/csum",
                "persistence", "5 m",
                "persistence-netmask", "255.255.255.0",
                "upper-threshold", "100",
                "lower-threshold", "50",
                "targets", "10.0.0.1 weight=2 upper=9 lower=7, 2001:db8::1",
                "drain", "1 m",
                "quorum", "3",
                "quorum-hysteresis", "1",
                "sorry", "10.0.0.9",
                "inhibit-on-failure", "on",
                "warm-up", "30 s");

        assertThat(lan.mark()).hasValue(16);
        assertThat(lan.balancing())
                .isEqualTo(new Balancing(
                        Scheduler.MH,
                        Set.of(ServiceFlag.SCHED1, ServiceFlag.SCHED2),
                        Optional.of(new Persistence(300, 24, Optional.empty())),
                        ForwardingMethod.TUNNEL,
                        Optional.of(new Tunnel(Tunnel.Type.GUE, 6080, Tunnel.Checksum.CSUM)),
                        false,
                        100,
                        50,
                        new Targets.Listed(java.util.List.of(
                                new Target(
                                        IpAddress.parse("10.0.0.1"),
                                        OptionalInt.empty(),
                                        2,
                                        OptionalInt.of(9),
                                        OptionalInt.of(7)),
                                Target.of(IpAddress.parse("2001:db8::1"), OptionalInt.empty()))),
                        Duration.ofMinutes(1),
                        new Balancing.Outage(
                                3,
                                1,
                                Optional.of(Target.of(IpAddress.parse("10.0.0.9"), OptionalInt.empty())),
                                true,
                                Duration.ofSeconds(30))));
    }

    @Test
    void targetsHavePortsWeightsAndThresholds() {
        assertThat(lan("targets", "10.0.0.1:80 weight=2 upper=9 lower=7")
                        .balancing()
                        .targets())
                .isEqualTo(new Targets.Listed(java.util.List.of(FIRST)));
    }

    @Test
    void sctpAndAllPortsCanBePublished() {
        assertThat(lan("publish", "9/sctp").ports())
                .extracting(PublishedPort::toString)
                .containsExactly("9:9/sctp");
        assertThat(lan("publish", "all/tcp", "persistence", "60s").ports())
                .extracting(PublishedPort::toString)
                .containsExactly("all/tcp");
    }

    @Test
    void onePacketIsForUdpAlone() {
        assertThat(lan("publish", "53/udp", "one-packet", "on").balancing().flags())
                .containsExactly(ServiceFlag.ONEPACKET);
        assertThat(problem("one-packet", "on")).contains("label io.fairlead.one-packet: is for UDP alone");
    }

    @Test
    void fullNatIsNatForEverybody() {
        Balancing balancing = lan("method", "full-nat").balancing();
        assertThat(balancing.method()).isEqualTo(ForwardingMethod.MASQ);
        assertThat(balancing.sourceNat()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            scheduler           | wllc              | IPVS has no scheduler 'wllc'; did you mean 'wlc'?
            scheduler-flags     | port              | scheduler rr has no flags; use scheduler sh or mh, or remove it
            method              | nta               | there is no method 'nta'; did you mean 'nat'?
            method              | dr                | method dr cannot reach containers behind this host
            tunnel              | gre               | means nothing with method nat
            tunnel              | gree              | there is no tunnel 'gree'; did you mean 'gre'?
            tunnel              | gue               | 'gue' has no UDP port
            tunnel              | ipip:5            | a tunnel of type ipip has no port
            tunnel              | gre/csun          | there is no checksum 'csun'; did you mean 'csum'?
            persistence         | 50                | '50' is not a duration from 1 s to 2678400 s
            persistence-netmask | 24                | means nothing without persistence
            one-packet          | onn               | 'onn' is neither on nor off
            upper-threshold     | -1                | '-1' is not a number from 0
            lower-threshold     | 5                 | the lower threshold 5 is above the upper one, which is not set
            targets             | membres           | nor vip nor members; did you mean 'members'?
            targets             | 10.0.0.1 wieght=2 | neither weight=N nor upper=N nor lower=N; did you mean 'weight'?
            targets             | 10.0.0.1 weight=65536 | which is not a number from 0 to 65535
            targets             | 10.0.0.1,10.0.0.1 | has 10.0.0.1 twice
            targets             | 2001:db8::1       | are of different families, which only method tunnel can bridge
            targets             | 224.0.0.1         | 224.0.0.1 is not an address of a host
            fwmark              | 0                 | '0' is not a firewall mark
            drain               | soon              | 'soon' is not a duration
            sorry               | nobody            | 'nobody' is not an address
            quorum-hysteresis   | 1                 | 1 is not below the quorum
            warm-up             | 2 h               | is not a duration from 0 s to 3600 s
            weight              | 2                 | means nothing unless the members are the targets
            publish             | all/tcp           | missing, and a service for all ports needs it
            """)
    void oneWrongLabelIsOneMessage(String label, String value, String what) {
        assertThat(problem(label, value))
                .startsWith("container h1, label io.fairlead.")
                .contains(what);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "33", "255.0.255.0", "2001::"})
    void netmaskWithHolesOrOfNoLengthIsRefused(String mask) {
        assertThat(problem("persistence", "50 s", "persistence-netmask", mask))
                .contains("label io.fairlead.persistence-netmask: '" + mask + "' is no netmask of IPv4");
    }

    @Test
    void directRoutingCannotChangeThePort() {
        assertThat(problem("method", "dr", "targets", "10.0.0.1", "publish", "80:8080"))
                .contains("method dr cannot change the port, and 80:8080/tcp does; publish 80/tcp, or use nat");
        assertThat(problem("method", "dr", "targets", "10.0.0.1:81"))
                .contains("10.0.0.1:81 has another port than the one that is published, and only nat can change it");
    }

    @Test
    void quorumThatNoTargetsCanReachIsRefused() {
        assertThat(problem("targets", "10.0.0.1,10.0.0.2 weight=2", "quorum", "4"))
                .contains("4 can never be reached: all targets together have weight 3");
    }

    @Test
    void sorryServerThatIsATargetIsRefused() {
        assertThat(problem("targets", "10.0.0.1", "sorry", "10.0.0.1:80")).contains("is a target already");
    }

    @Test
    void membersMayDifferInTheirWeightAlone() {
        assertThat(new Observation()
                        .member("h1", "172.18.0.7", labels("targets", "members", "weight", "3"))
                        .member("h2", "172.18.0.8", labels("targets", "members"))
                        .model()
                        .services()
                        .getFirst()
                        .members())
                .extracting(Member::weight)
                .containsExactly(3, 1);
        assertThat(new Observation()
                        .member("h1", "172.18.0.7", labels("targets", "members"))
                        .member("h2", "172.18.0.8", labels())
                        .problem())
                .contains("label io.fairlead.targets: contradictory: h1 says members, h2 has none");
    }
}

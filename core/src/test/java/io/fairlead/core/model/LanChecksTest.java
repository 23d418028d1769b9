package io.fairlead.core.model;

import static io.fairlead.core.model.Observation.face;
import static io.fairlead.core.model.Observation.labels;
import static io.fairlead.core.model.Observation.labelsWith;
import static io.fairlead.core.model.Observation.labelsWithout;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.text.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LanChecksTest {
    private static Map<String, String> other(String lanVip, String vrid, String publish) {
        return Map.of(
                "io.fairlead.vip", "172.18.200.2",
                "io.fairlead.service", "other",
                "io.fairlead.lan-vip", lanVip,
                "io.fairlead.lan-vrid", vrid,
                "io.fairlead.publish", publish);
    }

    private static Observation withOther(String lanVip, String vrid, String publish) {
        return new Observation()
                .member("h1", "172.18.0.7", labels())
                .member("o1", "172.18.0.9", other(lanVip, vrid, publish));
    }

    @Test
    void missingVridSaysBothWaysOut() {
        assertThat(new Observation()
                        .member("h1", "172.18.0.7", labelsWithout("lan-vrid"))
                        .problem())
                .startsWith("service shop (h1), label io.fairlead.lan-vrid: missing, and 192.168.156.156 needs one")
                .contains("lan.vrrp = off");
    }

    @Test
    void portPublishedByTwoServicesOnOneLanVipIsRefused() {
        assertThat(withOther("192.168.156.156", "156", "8080,80:9090").problem())
                .contains("port 80/tcp of 192.168.156.156 is published twice, also by service");
    }

    @Test
    void twoServicesMayShareALanVip() {
        assertThat(withOther("192.168.156.156", "156", "8080").model().services())
                .hasSize(2);
    }

    @Test
    void listedTargetsInTheEnginesNetworksHaveNeighboursThere() {
        assertThat(neighbours("172.18.0.44:80, 10.0.0.1:80")).containsExactly(IpPrefix.parse("172.18.0.0/16"));
        assertThat(neighbours("10.0.0.1:80")).isEmpty();
        assertThat(neighbours("members")).isEmpty();
    }

    private static List<IpPrefix> neighbours(String targets) {
        return new Observation()
                .member("h1", "172.18.0.7", labelsWith("targets", targets))
                .model()
                .services()
                .getFirst()
                .lan()
                .orElseThrow()
                .neighbours();
    }

    @Test
    void sharedLanVipNeedsOneVrid() {
        assertThat(withOther("192.168.156.156", "157", "8080").problem())
                .contains("prefix length, VRID or interface differ");
    }

    @Test
    void oneVridForTwoLanVipsIsRefused() {
        assertThat(withOther("192.168.156.157", "156", "80").problem()).contains("VRID 156 is that of service");
    }

    @Test
    void lanVipOutsideEverySubnetIsRefusedWithTheInterfaces() {
        assertThat(new Observation()
                        .member("h1", "172.18.0.7", labelsWith("lan-vip", "10.9.9.9"))
                        .problem())
                .contains("10.9.9.9 is outside every subnet of this host's interfaces (eth0 192.168.156.1/24,");
    }

    @Test
    void namedInterfaceNeedsNoSubnet() {
        Map<String, String> labels = labelsWith("lan-vip", "10.9.9.9");
        labels.put("io.fairlead.lan-interface", "eth0");
        LanSide lan = new Observation()
                .member("h1", "172.18.0.7", labels)
                .model()
                .services()
                .getFirst()
                .lan()
                .orElseThrow();
        assertThat(lan.address()).hasToString("10.9.9.9/32");
    }

    @Test
    void unknownInterfaceIsNamedWithTheNearestOne() {
        assertThat(new Observation()
                        .member("h1", "172.18.0.7", labelsWith("lan-interface", "eht0"))
                        .problem())
                .contains("this host has no interface 'eht0'; did you mean 'eth0'?");
    }

    @Test
    void twoInterfacesInTheSameSubnetAskForAName() {
        assertThat(new Observation()
                        .face(face("eth1", "192.168.156.2/24"))
                        .member("h1", "172.18.0.7", labels())
                        .problem())
                .contains("several interfaces have the subnet of 192.168.156.156 (eth0, eth1)");
    }

    @Test
    void ownAddressOfTheHostIsOccupied() {
        assertThat(new Observation()
                        .member("h1", "172.18.0.7", labelsWith("lan-vip", "192.168.156.1"))
                        .problem())
                .contains("192.168.156.1 is occupied: it is this host's own address on eth0");
    }

    private static Model besidePublisherOf(String address, int port, PublishedPort.Protocol protocol) {
        return new Observation()
                .member("h1", "172.18.0.7", labels())
                .publisher("web", address, port, protocol)
                .model();
    }

    @Test
    void portThatTheEnginePublishesOnEveryAddressIsWarnedOf() {
        assertThat(besidePublisherOf("0.0.0.0", 80, PublishedPort.Protocol.TCP).warnings())
                .singleElement()
                .extracting(Problem::line)
                .asString()
                .startsWith("service shop (h1), label io.fairlead.publish: container web publishes port 80/tcp on every"
                        + " address of this host, of which 192.168.156.156 is one; there Fairlead takes it");
    }

    @Test
    void portThatTheEnginePublishesElsewhereIsNobodysBusiness() {
        assertThat(besidePublisherOf("0.0.0.0", 81, PublishedPort.Protocol.TCP).warnings())
                .isEmpty();
        assertThat(besidePublisherOf("0.0.0.0", 80, PublishedPort.Protocol.UDP).warnings())
                .isEmpty();
        assertThat(besidePublisherOf("192.168.156.1", 80, PublishedPort.Protocol.TCP)
                        .warnings())
                .isEmpty();
        assertThat(besidePublisherOf("::", 80, PublishedPort.Protocol.TCP).warnings())
                .isEmpty();
    }
}

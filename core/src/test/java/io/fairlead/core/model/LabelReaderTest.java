package io.fairlead.core.model;

import static io.fairlead.core.model.Observation.labelsWith;
import static io.fairlead.core.model.Observation.labelsWithout;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.text.Problem;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelReaderTest {
    private static String problemOf(Map<String, String> labels) {
        return new Observation().member("h1", "172.18.0.7", labels).problem();
    }

    @Test
    void unknownLabelIsNamedWithTheNearestKnownOne() {
        assertThat(problemOf(labelsWith("pubilsh", "80")))
                .isEqualTo("container h1, label io.fairlead.pubilsh: unknown label; did you mean "
                        + "'io.fairlead.publish'?; rename or remove it");
    }

    @Test
    void labelsOfOthersAreNoneOfOurBusiness() {
        Map<String, String> labels = labelsWith("vip", "172.18.0.201");
        labels.put("io.fairleadership.vip", "x");
        labels.put("traefik.enable", "true");
        assertThat(new Observation().member("h1", "172.18.0.7", labels).model().services())
                .hasSize(1);
    }

    @Test
    void vipIsNeededAsSoonAsThereIsALabelOfOurs() {
        assertThat(problemOf(labelsWithout("vip")))
                .startsWith("container h1, label io.fairlead.vip: missing; add the container VIP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"172.18.300.1", "h1", "172.18.0.201/33", "224.0.0.18", "127.0.0.1", "0.0.0.0"})
    void vipThatNoHostCanHaveIsRefused(String vip) {
        assertThat(problemOf(labelsWith("vip", vip)))
                .startsWith("container h1, label io.fairlead.vip: '" + vip + "' is not an address of a host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "256", "-1", "five"})
    void vridOutside1To255IsRefused(String vrid) {
        assertThat(problemOf(labelsWith("lan-vrid", vrid)))
                .isEqualTo("container h1, label io.fairlead.lan-vrid: '" + vrid
                        + "' is not a VRID; write a number from 1 to 255");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "80:", ":80", "80/dccp", "all:80", "80-90", "", "80,,81"})
    void portThatIsNoneIsRefused(String ports) {
        String problem = problemOf(labelsWith("publish", ports));
        assertThat(problem).contains("io.fairlead.publish");
    }

    @Test
    void portPublishedTwiceInOneLabelIsRefused() {
        assertThat(problemOf(labelsWith("publish", "80,443,80:8080")))
                .isEqualTo("container h1, label io.fairlead.publish: port 80/tcp is published twice; "
                        + "name each port once");
    }

    @Test
    void samePortOfTwoProtocolsIsTwoPorts() {
        Model model = new Observation()
                .member("h1", "172.18.0.7", labelsWith("publish", "53/udp,53"))
                .model();
        assertThat(model.services().getFirst().lan().orElseThrow().ports())
                .extracting(PublishedPort::toString)
                .containsExactly("53:53/tcp", "53:53/udp");
    }

    @ParameterizedTest
    @CsvSource({"rrr,rr", "wlcc,wlc"})
    void unknownSchedulerIsNamedWithTheNearestKnownOne(String wrong, String near) {
        assertThat(problemOf(labelsWith("scheduler", wrong))).contains("did you mean '" + near + "'?");
    }

    @Test
    void lanVipWithoutPortsIsRefused() {
        assertThat(problemOf(labelsWithout("publish")))
                .startsWith("container h1, label io.fairlead.lan-vip: no port is published on it");
    }

    @Test
    void portsWithoutLanVipAreRefused() {
        Map<String, String> labels = labelsWithout("lan-vip");
        labels.remove("io.fairlead.lan-vrid");
        assertThat(problemOf(labels))
                .startsWith("container h1, label io.fairlead.publish: means nothing without io.fairlead.lan-vip");
    }

    @Test
    void lanVipOfTheOtherFamilyIsRefused() {
        assertThat(problemOf(labelsWith("lan-vip", "2001:db8::1"))).contains("are of different families");
    }

    @Test
    void allMistakesOfAContainerAreToldAtOnce() {
        Map<String, String> labels = labelsWith("vip", "x");
        labels.put("io.fairlead.lan-vrid", "0");
        labels.put("io.fairlead.servce", "y");
        assertThat(new Observation().member("h1", "172.18.0.7", labels).build().problems())
                .extracting(Problem::where)
                .containsExactlyInAnyOrder(
                        "container h1, label io.fairlead.vip",
                        "container h1, label io.fairlead.lan-vrid",
                        "container h1, label io.fairlead.servce");
    }

    @Test
    void restartIsOnOrOffAndNothingElse() {
        assertThat(problemOf(labelsWith("restart", "always")))
                .contains("container h1, label io.fairlead.restart: 'always' is neither on nor off");
    }
}

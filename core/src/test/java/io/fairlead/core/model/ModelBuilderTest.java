package io.fairlead.core.model;

import static io.fairlead.core.model.Observation.labels;
import static io.fairlead.core.model.Observation.labelsWith;
import static io.fairlead.core.model.Observation.labelsWithout;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.ipvs.Scheduler;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ModelBuilderTest {
    private static Observation twoMembers(Map<String, String> first, Map<String, String> second) {
        return new Observation().member("h1", "172.18.0.7", first).member("h2", "172.18.0.8", second);
    }

    @Test
    void membersOfOneVipBecomeOneServiceNamedAsTheComposeProject() {
        Service service = twoMembers(labels(), labels()).model().services().getFirst();
        assertThat(service.name()).isEqualTo("shop");
        assertThat(service.vip()).isEqualTo(IpAddress.parse("172.18.0.201"));
        assertThat(service.segment().bridge()).contains("br-shop");
        assertThat(service.members()).extracting(Member::name).containsExactly("h1", "h2");
        assertThat(service.members().getFirst().addresses()).containsExactly(IpAddress.parse("172.18.0.7"));
    }

    @Test
    void lanSideTakesTheInterfaceFromTheSubnetAndTheFullLength() {
        LanSide lan = twoMembers(labels(), labels())
                .model()
                .services()
                .getFirst()
                .lan()
                .orElseThrow();
        assertThat(lan.interfaceName()).isEqualTo("eth0");
        assertThat(lan.address()).isEqualTo(IpPrefix.parse("192.168.156.156/32"));
        assertThat(lan.virtualRouterId()).hasValue(156);
        assertThat(lan.balancing().scheduler()).isEqualTo(Scheduler.RR);
        assertThat(lan.ports()).extracting(PublishedPort::toString).containsExactly("80:80/tcp", "3306:3307/tcp");
    }

    @Test
    void writtenPrefixLengthIsKept() {
        assertThat(new Observation()
                        .member("h1", "172.18.0.7", labelsWith("lan-vip", "192.168.156.156/24"))
                        .model()
                        .services()
                        .getFirst()
                        .lan()
                        .orElseThrow()
                        .address())
                .isEqualTo(IpPrefix.parse("192.168.156.156/24"));
    }

    @Test
    void differentSpellingsOfTheSameAreNoContradiction() {
        assertThat(twoMembers(labelsWith("publish", "80,443"), labelsWith("publish", "443:443/tcp, 80"))
                        .model()
                        .services())
                .hasSize(1);
    }

    @Test
    void contradictionNamesContainersLabelAndBothValues() {
        assertThat(twoMembers(labels(), labelsWith("lan-vip", "192.168.156.157"))
                        .problem())
                .isEqualTo("containers h1, h2, label io.fairlead.lan-vip: contradictory: h1 says 192.168.156.156, "
                        + "h2 says 192.168.156.157; give all members of a service the same value");
    }

    @Test
    void labelThatOnlyOneMemberHasIsAContradiction() {
        assertThat(twoMembers(labels(), labelsWith("scheduler", "wlc")).problem())
                .contains("label io.fairlead.scheduler: contradictory: h1 has none, h2 says wlc");
    }

    @Test
    void restartIsEachMembersOwn() {
        Service service = twoMembers(labels(), labelsWith("restart", "on"))
                .model()
                .services()
                .getFirst();
        assertThat(service.members()).extracting(Member::restart).containsExactly(false, true);
    }

    @Test
    void twoVipsUnderOneNameAreAContradiction() {
        Map<String, String> first = labelsWith("service", "web");
        Map<String, String> second = Map.of("io.fairlead.vip", "172.18.0.202", "io.fairlead.service", "web");
        assertThat(twoMembers(first, second).build().problems().getFirst().line())
                .contains("label io.fairlead.vip: contradictory: h1 says 172.18.0.201, h2 says 172.18.0.202");
    }

    @Test
    void twoVipsOfOneProjectGetDifferentNames() {
        Map<String, String> second = Map.of("io.fairlead.vip", "172.18.200.2", "com.docker.compose.project", "shop");
        assertThat(twoMembers(labels(), second).model().services())
                .extracting(Service::name)
                .containsExactly("shop-172.18.0.201", "shop-172.18.200.2");
    }

    @Test
    void endedContainerThatDisagreesIsIgnoredWithAWarning() {
        Model model = twoMembers(labels(), labels())
                .add("old", "172.18.0.9", Container.State.EXITED, labelsWith("lan-vip", "192.168.156.9"))
                .model();
        assertThat(model.services().getFirst().members())
                .extracting(Member::name)
                .containsExactly("h1", "h2");
        assertThat(model.warnings().getFirst().line())
                .startsWith("container old: has ended and its labels contradict those of h1");
    }

    @Test
    void endedContainerThatAgreesIsAMember() {
        Model model = new Observation()
                .member("h1", "172.18.0.7", labels())
                .add("h2", "172.18.0.8", Container.State.EXITED, labels())
                .model();
        assertThat(model.services().getFirst().members())
                .extracting(Member::state)
                .containsExactly(Container.State.RUNNING, Container.State.EXITED);
    }

    @Test
    void serviceWithoutLanVipIsOnlyWatched() {
        Map<String, String> labels = Map.of("io.fairlead.vip", "172.18.0.201");
        Service service = new Observation()
                .member("h1", "172.18.0.7", labels)
                .model()
                .services()
                .getFirst();
        assertThat(service.lan()).isEmpty();
        assertThat(service.name()).isEqualTo("172.18.0.201");
    }

    @Test
    void noContainerAtAllIsAnEmptyModel() {
        assertThat(new Observation().model()).isEqualTo(Model.EMPTY);
    }

    @Test
    void settingStandsInForAMissingVrid() {
        Observed observed = new Observation()
                .member("h1", "172.18.0.7", labelsWithout("lan-vrid"))
                .observed();
        LanDefaults defaults = new LanDefaults(true, OptionalInt.of(77), "", Scheduler.WLC);
        LanSide lan = ModelBuilder.build(observed, defaults)
                .model()
                .orElseThrow()
                .services()
                .getFirst()
                .lan()
                .orElseThrow();
        assertThat(lan.virtualRouterId()).hasValue(77);
        assertThat(lan.balancing().scheduler()).isEqualTo(Scheduler.WLC);
    }

    @Test
    void withoutVrrpNoVridIsNeeded() {
        Observed observed = new Observation()
                .member("h1", "172.18.0.7", labelsWithout("lan-vrid"))
                .observed();
        LanDefaults defaults = new LanDefaults(false, OptionalInt.empty(), "", Scheduler.RR);
        assertThat(ModelBuilder.build(observed, defaults).problems()).isEmpty();
    }
}

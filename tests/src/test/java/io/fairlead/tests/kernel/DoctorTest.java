package io.fairlead.tests.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.diagnosis.Finding;
import io.fairlead.core.diagnosis.Pitfall;
import io.fairlead.core.diagnosis.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each pitfall in turn on a real kernel: the doctor finds that one and no other, and what it says to do helps. */
@Tag("kernel")
class DoctorTest {
    private static final int MOST_LOOKS = 5;

    @TempDir
    Path folder;

    @Test
    void nothingIsFoundWhereAllIsWellAndNothingIsChangedByLooking() throws Exception {
        try (DockerHostWorld world = new DockerHostWorld(folder)) {
            List<String> before = world.snapshot();
            assertThat(world.examine().unseen()).isEmpty();
            assertThat(world.findings()).isEmpty();
            assertThat(world.snapshot()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("io.fairlead.tests.kernel.Injections#all")
    void exactlyTheInjectedOneIsFoundAndWhatMendsItChangesNothingElse(Injection injection) throws Exception {
        try (DockerHostWorld world = new DockerHostWorld(folder)) {
            injection.into(world);
            List<String> before = world.snapshot();
            List<Finding> findings = world.findings();
            assertThat(findings).extracting(Finding::pitfall).containsExactly(injection.pitfall());
            assertThat(world.snapshot()).as("looking changes nothing").isEqualTo(before);
            if (!injection.isTyped()) {
                return;
            }
            if (findings.getFirst().canBeFixed()) {
                assertThat(world.fix(findings)).isEmpty();
            } else {
                world.type(findings);
            }
            // A kernel that got no answer asks for a neighbour again only a second later, and this world's patience is
            // less.
            List<Finding> left = world.findings();
            for (int look = 1; !left.isEmpty() && look < MOST_LOOKS; look++) {
                left = world.findings();
            }
            assertThat(left).as("after it was mended").isEmpty();
            assertThat(difference(before, world.snapshot()))
                    .allMatch(line -> injection.marks().stream().anyMatch(line::contains));
        }
    }

    private static List<String> difference(List<String> before, List<String> after) {
        return Stream.concat(
                        before.stream().filter(line -> !after.contains(line)),
                        after.stream().filter(line -> !before.contains(line)))
                .toList();
    }

    @Test
    void firewallsAreOpenedByTheirOwnProgramsAndForTheAddressAlone() throws Exception {
        for (String backend : List.of("firewalld", "firewalld by iptables")) {
            assertThat(commands(backend))
                    .containsExactly(
                            "firewall-cmd --zone=public --add-port=80/tcp",
                            "firewall-cmd --permanent --zone=public --add-port=80/tcp",
                            "firewall-cmd --zone=public --add-protocol=vrrp",
                            "firewall-cmd --permanent --zone=public --add-protocol=vrrp");
        }
        assertThat(commands("ufw"))
                .containsExactly(
                        "ufw allow in on lan0 proto tcp to 192.168.156.156 port 80",
                        "ufw allow in on lan0 to 224.0.0.18");
    }

    private List<String> commands(String name) throws Exception {
        try (DockerHostWorld world = new DockerHostWorld(folder)) {
            Injections.all()
                    .filter(injection -> injection.name().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .into(world);
            return world.findings().stream()
                    .flatMap(finding -> finding.mend().stream())
                    .map(Step::command)
                    .toList();
        }
    }

    @Test
    void enoughOfThemAreInjected() {
        assertThat(Injections.all().map(Injection::pitfall).distinct())
                .hasSizeGreaterThanOrEqualTo(18)
                .contains(Pitfall.IP_FORWARD_OFF);
    }
}

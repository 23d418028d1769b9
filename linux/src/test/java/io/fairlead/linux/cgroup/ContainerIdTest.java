package io.fairlead.linux.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ContainerIdTest {
    private static final String ID = "0123456789abcdef".repeat(4);
    private static final String OTHER = "fedcba9876543210".repeat(4);

    @Test
    void cgroupfsDriverOfVersion1() {
        assertThat(ContainerId.parse(
                        List.of("12:memory:/docker/" + ID, "3:name=systemd:/docker/" + ID, "2:cpuset:/", "0::/")))
                .contains(ID);
    }

    @Test
    void systemdDriverOfVersion2() {
        assertThat(ContainerId.parse(List.of("0::/system.slice/docker-" + ID + ".scope")))
                .contains(ID);
    }

    @Test
    void seenFromAnotherCgroupNamespace() {
        assertThat(ContainerId.parse(List.of("0::/../docker-" + ID + ".scope/init.scope")))
                .contains(ID);
    }

    @Test
    void aFolderThatTheContainerMadeInsideItselfDoesNotCount() {
        assertThat(ContainerId.parse(List.of("0::/docker/" + ID + "/docker/" + OTHER)))
                .contains(ID);
    }

    @Test
    void hierarchiesThatDisagreeAreNobodys() {
        assertThat(ContainerId.parse(List.of("5:pids:/docker/" + ID, "4:memory:/docker/" + OTHER)))
                .isEmpty();
    }

    @Test
    void aProcessOfTheHostIsInNone() {
        assertThat(ContainerId.parse(List.of("9:name=systemd:/", "0::/user.slice/user-0.slice/session-1.scope")))
                .isEmpty();
        assertThat(ContainerId.parse(List.of("nonsense", "", "1:x"))).isEmpty();
    }

    @Test
    void aProcessThatDoesNotExistIsInNone() {
        assertThat(ContainerId.ofProcess(0x7fff_fff0L)).isEmpty();
    }
}

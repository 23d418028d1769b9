package io.fairlead.tests.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.lab.run.Command;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.ffi.Syscalls;
import io.fairlead.linux.sysctl.Sysctl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Settings of network namespaces on a real kernel. */
@Tag("kernel")
class SysctlNamespaceTest {
    private static final String NAME = "net.ipv4.ip_nonlocal_bind";

    private final Sysctl sysctl = new Sysctl();
    private FreshNamespace namespace;

    @BeforeEach
    void openNamespace() {
        namespace = FreshNamespace.create();
    }

    @AfterEach
    void closeNamespace() {
        namespace.close();
    }

    @Test
    void settingIsThatOfTheThreadsNamespace() {
        try (FreshNamespace other = FreshNamespace.create()) {
            assertThat(namespace.call(() -> sysctl.set(NAME, "1"))).isEqualTo(Sysctl.Outcome.CHANGED);
            assertThat(namespace.call(() -> sysctl.set(NAME, "1"))).isEqualTo(Sysctl.Outcome.ALREADY);

            assertThat(namespace.call(() -> sysctl.read(NAME))).contains("1");
            assertThat(other.call(() -> sysctl.read(NAME))).contains("0");
        }
    }

    @Test
    void readOnlySettingsAreToldAsInAContainer() {
        namespace.run(() -> Syscalls.unshare(Syscalls.CLONE_FS | Syscalls.CLONE_NEWNS));
        namespace.run(() -> Command.of("mount", "--make-rprivate", "/").check());
        namespace.run(
                () -> Command.of("mount", "--bind", "/proc/sys", "/proc/sys").check());
        namespace.run(
                () -> Command.of("mount", "-o", "remount,bind,ro", "/proc/sys").check());

        assertThat(namespace.call(() -> sysctl.set(NAME, "1"))).isEqualTo(Sysctl.Outcome.READ_ONLY);
        assertThat(namespace.call(() -> sysctl.set(NAME, "0"))).isEqualTo(Sysctl.Outcome.ALREADY);
    }

    @Test
    void settingOfAnInterfaceThatIsNotThereIsMissing() {
        assertThat(namespace.call(() -> sysctl.set("net.ipv4.conf.eth7.rp_filter", "0")))
                .isEqualTo(Sysctl.Outcome.MISSING);
    }

    @Test
    void valueThatTheKernelRefusesIsAnError() {
        assertThatThrownBy(() -> namespace.call(() -> sysctl.set("net.ipv4.ip_default_ttl", "4711")))
                .isInstanceOf(KernelException.class)
                .hasMessageEndingWith(": EINVAL");
    }
}

package io.fairlead.tests.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.ipvs.Scheduler;
import io.fairlead.core.ipvs.ServiceKey;
import io.fairlead.core.ipvs.TableChange;
import io.fairlead.core.ipvs.TransportProtocol;
import io.fairlead.core.ipvs.VirtualService;
import io.fairlead.core.net.IpAddress;
import io.fairlead.lab.run.Command;
import io.fairlead.linux.ipvs.IpvsOpening;
import io.fairlead.tests.kernel.Deadline;
import io.fairlead.tests.kernel.FreshNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The kernel loads ip_vs and its schedulers because they are asked for; nobody calls modprobe (P20). */
@Tag("ipvs")
class IpvsLoadingTest {
    @BeforeEach
    void unload() {
        // Connections of earlier tests hold the modules until they are over.
        Deadline.await(
                "ip_vs is unloaded", Duration.ofSeconds(30), IpvsLoadingTest::isUnloaded, IpvsLoadingTest::modules);
    }

    private static boolean isUnloaded() {
        List<String> loaded = new ArrayList<>(modules());
        loaded.removeIf(module -> !module.equals("ip_vs") && !module.startsWith("ip_vs_"));
        loaded.sort(Comparator.reverseOrder());
        return loaded.stream().allMatch(module -> Command.of("rmmod", module).succeeds());
    }

    @Test
    void askingGenericNetlinkLoadsTheModule() {
        assertThat(modules()).doesNotContain("ip_vs");

        try (FreshNamespace namespace = FreshNamespace.create()) {
            IpvsOpening opening = namespace.call(IpvsOpening::open);

            assertThat(opening).isInstanceOfSatisfying(IpvsOpening.Available.class, available -> {
                assertThat(available.how()).isEqualTo("the kernel loaded ip_vs when generic netlink was asked");
                available.socket().close();
            });
        }
        assertThat(modules()).contains("ip_vs");
    }

    @Test
    void serviceThatNamesASchedulerLoadsIt() {
        try (IpvsNamespace kernel = new IpvsNamespace()) {
            assertThat(modules()).doesNotContain("ip_vs_mh");

            kernel.apply(new TableChange.AddService(VirtualService.of(
                    new ServiceKey.Address(TransportProtocol.TCP, IpAddress.parse("192.0.2.1"), 80), Scheduler.MH)));

            assertThat(modules()).contains("ip_vs_mh");
        }
    }

    @Test
    void moduleThatIsThereIsSaidToBeThere() {
        Command.of("modprobe", "ip_vs").check();
        try (FreshNamespace namespace = FreshNamespace.create()) {
            assertThat(namespace.call(IpvsOpening::open))
                    .isInstanceOfSatisfying(IpvsOpening.Available.class, available -> {
                        assertThat(available.how()).isEqualTo("the kernel had ip_vs already");
                        available.socket().close();
                    });
        }
    }

    private static List<String> modules() {
        try {
            return Files.readAllLines(Path.of("/proc/modules")).stream()
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

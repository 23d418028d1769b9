package io.fairlead.tests.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.agent.lan.HostInterfaces;
import io.fairlead.agent.lan.LanRouter;
import io.fairlead.agent.lan.OwnedAddresses;
import io.fairlead.core.model.HostInterface;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.linux.rtnetlink.Lifetime;
import io.fairlead.linux.rtnetlink.NewAddress;
import io.fairlead.linux.rtnetlink.RouteSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the agent finds of its earlier life on the host's interfaces (P09). */
@Tag("kernel")
class OwnedAddressesTest {
    private static final IpPrefix HOST = IpPrefix.parse("192.168.1.1/24");
    private static final IpPrefix OLD = IpPrefix.parse("192.168.1.8/32");
    private static final IpPrefix WANTED = IpPrefix.parse("192.168.1.9/32");

    @TempDir
    Path folder;

    private final FreshNamespace host = FreshNamespace.withInterface("eth0", HOST.toString());

    @AfterEach
    void close() {
        host.close();
    }

    private static LanRouter router(IpPrefix address) {
        return new LanRouter(address, OptionalInt.of(9), "eth0");
    }

    private OwnedAddresses note() {
        return OwnedAddresses.read(folder.resolve("lan-addresses"));
    }

    /** As the LAN routers put it there. */
    private void install(IpPrefix address) {
        host.run(() -> {
            try (RouteSocket routes = RouteSocket.open()) {
                int index = routes.linkByName("eth0").orElseThrow().index();
                routes.addAddress(NewAddress.virtual(index, address, Lifetime.FOREVER));
            }
        });
    }

    private List<IpPrefix> ipv4Addresses() {
        return host.call(() -> {
            try (RouteSocket routes = RouteSocket.open()) {
                int index = routes.linkByName("eth0").orElseThrow().index();
                return routes.addresses(index).stream()
                        .map(address -> address.prefix())
                        .filter(prefix -> prefix.address().octets().length == 4)
                        .toList();
            }
        });
    }

    @Test
    void nextLifeRemovesWhatIsNoLongerWantedAndKeepsTheRest() {
        note().note(Set.of(router(OLD), router(WANTED)));
        install(OLD);
        install(WANTED);
        List<OwnedAddresses.Owned> removed = host.call(() -> note().retain(Set.of(router(WANTED))));
        assertThat(removed).containsExactly(new OwnedAddresses.Owned("eth0", OLD));
        assertThat(ipv4Addresses()).containsExactlyInAnyOrder(HOST, WANTED);
        assertThat(note().owned()).containsExactly(new OwnedAddresses.Owned("eth0", WANTED));
    }

    @Test
    void addressThatSomebodyElsePutThereSinceIsLeftAlone() {
        note().note(Set.of(router(OLD)));
        host.ip("address", "add", OLD.toString(), "dev", "eth0");
        host.run(() -> note().retain(Set.of()));
        boolean kernelKnowsOwners = host.call(() -> {
            try (RouteSocket routes = RouteSocket.open()) {
                return routes.addresses().stream().anyMatch(address -> address.protocol() != 0);
            }
        });
        if (kernelKnowsOwners) {
            assertThat(ipv4Addresses()).containsExactlyInAnyOrder(HOST, OLD);
        } else {
            assertThat(ipv4Addresses()).containsExactly(HOST);
        }
    }

    @Test
    void ourAddressOfWhichThereIsNoNoteIsLeftAlone() {
        install(OLD);
        host.run(() -> note().retain(Set.of()));
        assertThat(ipv4Addresses()).containsExactlyInAnyOrder(HOST, OLD);
    }

    @Test
    void noteOfAnInterfaceThatIsGoneIsForgotten() {
        note().note(Set.of(new LanRouter(OLD, OptionalInt.of(9), "gone0")));
        assertThat(host.call(() -> note().retain(Set.of()))).isEmpty();
        assertThat(note().owned()).isEmpty();
    }

    @Test
    void hostsOwnAddressesAreThoseThatAreNotOurs() {
        note().note(Set.of(router(WANTED)));
        install(WANTED);
        OwnedAddresses owned = note();
        List<HostInterface> interfaces = host.call(() -> HostInterfaces.read(owned::isOurs));
        assertThat(interfaces)
                .filteredOn(face -> face.name().equals("eth0"))
                .singleElement()
                .satisfies(face -> assertThat(face.addresses()).contains(HOST).doesNotContain(WANTED));
    }
}

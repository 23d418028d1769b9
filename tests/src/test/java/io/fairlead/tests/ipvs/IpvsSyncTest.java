package io.fairlead.tests.ipvs;

import static io.fairlead.tests.ipvs.Farm.VIP;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.agent.forwarding.ForwardingSettings.Preference;
import io.fairlead.agent.forwarding.SyncSettings;
import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.ipvs.SyncDaemon.Role;
import io.fairlead.linux.ipvs.Timeouts;
import io.fairlead.tests.kernel.Deadline;
import io.fairlead.tests.kernel.FreshNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hosts with the same services: who holds the LAN address tells the other of its connections. */
@Tag("ipvs")
class IpvsSyncTest {
    private static final SyncSettings SYNC = new SyncSettings("sync0", 5, IpAddress.parse("224.0.0.81"), 8848, 1);
    private static final List<String> SERVICES =
            List.of("services.web { lan-vip = 10.2.0.100, publish = 8001, targets = [\"10.2.0.11\", \"10.2.0.12\"] }");
    /** The kernel's thread sends what it has every two seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final Farm farm = new Farm(8001);
    private final FreshNamespace other = FreshNamespace.create();
    private ConfiguredDirector holder;
    private ConfiguredDirector successor;
    private Calls calls;

    @BeforeEach
    void setUp() throws IOException {
        farm.director.connect("sync0", other, "sync0");
        farm.director.ip("address", "add", "10.3.0.1/24", "dev", "sync0");
        other.ip("address", "add", "10.3.0.2/24", "dev", "sync0");
        holder = director(farm.director, "holder");
        successor = director(other, "successor");
        holder.share(Role.MASTER);
        successor.share(Role.BACKUP);
        assertThat(holder.apply(SERVICES).ipvs()).containsEntry("sync master", "on sync0, id 5");
        assertThat(successor.apply(SERVICES).ipvs()).containsEntry("sync backup", "on sync0, id 5");
        calls = new Calls(farm.client);
    }

    private ConfiguredDirector director(FreshNamespace host, String name) throws IOException {
        return new ConfiguredDirector(
                host,
                Files.createDirectory(folder.resolve(name)),
                Timeouts.AS_THEY_ARE,
                Optional.of(SYNC),
                Preference.IPVS);
    }

    @AfterEach
    void tearDown() throws IOException {
        calls.close();
        // A namespace outlives its test a while, and a daemon would keep it for ever.
        holder.apply();
        successor.apply();
        holder.close();
        successor.close();
        other.program("ipvsadm", "-C");
        other.close();
        farm.close();
    }

    /** The connections from 10.9.0.1, with the server that each goes to. */
    private static List<String> connections(FreshNamespace host) {
        return host.program("ipvsadm", "-Lcn")
                .lines()
                .filter(line -> line.contains(" 10.9.0.1:"))
                .map(line -> line.strip().split("\\s+", -1))
                .map(words -> words[2] + " " + words[3] + " " + words[5])
                .sorted()
                .toList();
    }

    private static String daemons(FreshNamespace host) {
        return host.program("ipvsadm", "-l", "--daemon");
    }

    @Test
    void connectionsOfTheHolderAreKnownToTheOtherHost() throws IOException {
        List<Calls.Held> held = List.of(calls.hold("10.9.0.1", VIP, 8001), calls.hold("10.9.0.1", VIP, 8001));
        Deadline.await(
                "both connections at the other host",
                PATIENCE,
                () -> {
                    // Only connections on which something is sent are told of.
                    held.forEach(IpvsSyncTest::talk);
                    return connections(other).size() == 2;
                },
                () -> connections(other));
        assertThat(connections(other)).isEqualTo(connections(farm.director));
        assertThat(connections(other)).allMatch(each -> each.startsWith("ESTABLISHED"));
    }

    private static void talk(Calls.Held connection) {
        try {
            assertThat(connection.again()).isEqualTo(connection.server());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void rolesFollowWhoHoldsTheAddressAndEndWithTheServices() {
        holder.share(Role.BACKUP);
        successor.share(Role.MASTER);
        assertThat(daemons(farm.director)).startsWith("backup sync daemon (mcast=sync0, syncid=5");
        assertThat(daemons(other)).startsWith("master sync daemon (mcast=sync0, syncid=5");
        // One address here and another there.
        holder.share(Role.BACKUP, Role.MASTER);
        assertThat(daemons(farm.director)).contains("master sync daemon", "backup sync daemon");
        holder.apply();
        assertThat(daemons(farm.director)).isEmpty();
    }
}

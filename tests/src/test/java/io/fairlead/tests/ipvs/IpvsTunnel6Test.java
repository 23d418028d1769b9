package io.fairlead.tests.ipvs;

import static io.fairlead.tests.ipvs.Farm.VIP6;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.agent.forwarding.ForwardingSettings.Preference;
import io.fairlead.core.net.IpAddress;
import io.fairlead.lab.run.Command;
import io.fairlead.tests.kernel.FreshNamespace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DR and every form of tunnel with IPv6 outside and inside. */
@Tag("ipvs")
class IpvsTunnel6Test {
    private static final String DIRECT = "fd08::1";

    @TempDir
    private Path folder;

    private final Farm farm = new Farm(8001, 8002, 8003, 8004);
    private ConfiguredDirector director;
    private final Calls calls = new Calls(farm.client);

    private static String service(int port, String options) {
        return "services.s%d { lan-vip = \"fd02::100\", publish = %d, targets = [\"fd02::11\", \"fd02::12\"], %s }"
                .formatted(port, port, options);
    }

    @BeforeEach
    void setUp() throws IOException {
        Command.of("modprobe", "-a", "ip6_tunnel", "ip6_gre", "fou", "fou6").check();
        Farm.batch(farm.client, "address add fd08::1/128 dev eth0 nodad");
        Farm.batch(farm.director, "route add fd08::/64 dev eth0");
        for (FreshNamespace server : farm.servers) {
            Farm.batch(
                    server,
                    "address add fd02::100/128 dev lo nodad",
                    "route add fd08::/64 dev eth0",
                    "link add tun6x type ip6tnl external",
                    "link set tun6x up",
                    "link add gre6x type ip6gre external",
                    "link set gre6x up");
            server.ip("fou", "add", "port", "6080", "gue", "-6");
        }
        director = new ConfiguredDirector(farm.director, folder, Preference.IPVS);
        director.apply(List.of(
                service(8001, "method = dr"),
                service(8002, "method = tunnel"),
                service(8003, "method = tunnel, tunnel = gre"),
                service(8004, "method = tunnel, tunnel = \"gue:6080/csum\"")));
    }

    @AfterEach
    void tearDown() throws IOException {
        calls.close();
        if (director != null) {
            director.close();
        }
        farm.close();
    }

    @Test
    void serversSeeTheClientAndAnswerPastTheDirector() {
        for (int port : List.of(8001, 8002, 8003, 8004)) {
            assertThat(calls.call(2, DIRECT, VIP6, port)).as("port %d", port).containsExactlyInAnyOrder("s1", "s2");
        }
        assertThat(calls.held())
                .extracting(held -> IpAddress.parse(held.seenAs()))
                .containsOnly(IpAddress.parse(DIRECT));
        assertThat(farm.director.program("ipvsadm", "-Ln", "--stats", "--exact"))
                .as("no packet comes back through the director")
                .doesNotContainPattern("(?m)^TCP +\\S+ +\\d+ +\\d+ +[1-9]");
    }
}

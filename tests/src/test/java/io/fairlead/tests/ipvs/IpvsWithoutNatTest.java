package io.fairlead.tests.ipvs;

import static io.fairlead.tests.ipvs.DockerHost.LAN_VIP;
import static io.fairlead.tests.ipvs.Forwarder.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.agent.forwarding.ForwardingStatus;
import io.fairlead.lab.run.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kernel that has ip_vs, but neither nftables nor iptables with NAT: there are such. */
@Tag("ipvs")
class IpvsWithoutNatTest {
    /** The program that the kernel, and iptables too, calls to load a module. */
    private static final Path LOADER = Path.of("/proc/sys/kernel/modprobe");

    @TempDir
    private Path folder;

    private String loader;
    private DockerHost docker;

    @BeforeEach
    void takeNatAway() throws IOException {
        Command.of("modprobe", "--all", "ip_vs", "ip_vs_rr", "nf_conntrack", "iptable_filter")
                .check();
        Command.of("modprobe", "--remove", "iptable_nat").check();
        docker = new DockerHost();
        loader = Files.readString(LOADER).strip();
        Files.writeString(LOADER, "/bin/false\n");
    }

    @AfterEach
    void giveItBack() throws IOException {
        Files.writeString(LOADER, loader + "\n");
        docker.host.program("ipvsadm", "-C");
        docker.close();
    }

    @Test
    void ipvsForwardsAndTheStatusSaysWhoIsNotServed() throws IOException {
        try (WhoAmI _ = WhoAmI.in(docker.holder, 80, DockerHost.CONTAINER_VIP);
                Forwarder agent = new Forwarder(docker.host, Forwarder.settings(folder))) {
            ForwardingStatus status = agent.apply(tcp(8080));

            assertThat(status.mode()).isEqualTo(ForwardingStatus.Mode.IPVS);
            assertThat(status.inPlace()).containsExactly(tcp(8080));
            assertThat(status.problems()).isEmpty();
            assertThat(status.warnings())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "NAT rules cannot be written, so clients in the containers' own networks are not served;"
                                    + " all others are, but for ports that the engine publishes too: nft: ");
            assertThat(WhoAmI.calling(docker.lan, LAN_VIP, 8080)).isEqualTo("192.168.156.99");
            assertThat(WhoAmI.calling(docker.host, LAN_VIP, 8080)).isEqualTo(LAN_VIP.toString());
        }
    }
}

package io.fairlead.tests.engine;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Network.Ipam;
import io.fairlead.core.net.IpAddress;
import io.fairlead.lab.run.Repository;
import io.fairlead.lab.stack.Holders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** HAProxy with its sidecar, as confined as compose/ has it, alone on a network of its own. */
final class SidecarContainer extends GenericContainer<SidecarContainer> {
    static final String VIP = "10.158.0.201";

    private static final String SUBNET = "10.158.0.0/24";
    private static final String RANGE = "10.158.0.0/25";
    private static final Duration HEALTHY = Duration.ofSeconds(60);

    private final Network network = Network.builder()
            .createNetworkCmdModifier(create -> create.withIpam(
                    new Ipam().withConfig(new Ipam.Config().withSubnet(SUBNET).withIpRange(RANGE))))
            .build();

    static SidecarContainer of(String image) {
        return new SidecarContainer(DockerImageName.parse(image)).asInCompose();
    }

    static SidecarContainer of(Future<String> image) {
        return new SidecarContainer(image).asInCompose();
    }

    private SidecarContainer(DockerImageName image) {
        super(image);
    }

    private SidecarContainer(Future<String> image) {
        super(image);
    }

    private SidecarContainer asInCompose() {
        return withNetwork(network)
                .withEnv("FAIRLEAD_VIP", VIP)
                .withFileSystemBind(
                        Repository.root()
                                .resolve("compose/one-host/haproxy.cfg")
                                .toString(),
                        "/usr/local/etc/haproxy/haproxy.cfg",
                        BindMode.READ_ONLY)
                .withTmpFs(Map.of("/run", "", "/tmp", ""))
                .withCreateContainerCmdModifier(SidecarContainer::confine)
                .waitingFor(Wait.forHealthcheck().withStartupTimeout(HEALTHY));
    }

    private static void confine(CreateContainerCmd create) {
        create.getHostConfig()
                .withCapDrop(Capability.ALL)
                .withCapAdd(Capability.NET_ADMIN, Capability.NET_RAW)
                .withSecurityOpts(List.of("no-new-privileges:true"))
                .withReadonlyRootfs(true);
    }

    /** Whether the kernel has the VIP in this container. */
    boolean holdsVip() {
        return Holders.has(
                IpAddress.parse(VIP), getCurrentContainerInfo().getState().getPidLong());
    }

    @Override
    public void close() {
        super.close();
        network.close();
    }
}

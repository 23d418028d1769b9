package io.fairlead.lab.fault;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.fairlead.lab.engine.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** An engine's HTTP API, a connection of our own: faults must not wait for the start of a CLI. */
public final class EngineApi implements AutoCloseable {
    private final DockerClient client;

    private EngineApi(DockerClient client) {
        this.client = client;
    }

    /** Connects with the newest version of the API that both sides know (P52). */
    public static EngineApi of(Engine engine) {
        try (DockerClient unversioned = client(engine, RemoteApiVersion.UNKNOWN_VERSION)) {
            RemoteApiVersion theirs = RemoteApiVersion.parseConfig(
                    String.valueOf(unversioned.versionCmd().exec().getApiVersion()));
            RemoteApiVersion ours = RemoteApiVersion.VERSION_1_44;
            return new EngineApi(client(engine, ours.isGreaterOrEqual(theirs) ? theirs : ours));
        } catch (IOException e) {
            throw new UncheckedIOException("closing the first connection to " + engine.host(), e);
        }
    }

    private static DockerClient client(Engine engine, RemoteApiVersion version) {
        DefaultDockerClientConfig config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(engine.host())
                .withDockerTlsVerify(false)
                .withApiVersion(version)
                .build();
        return DockerClientImpl.getInstance(
                config,
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .build());
    }

    DockerClient client() {
        return client;
    }

    /** The container of a compose service, running or not. */
    public ServiceContainer container(String project, String service) {
        List<Container> found = client.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of("com.docker.compose.project", project, "com.docker.compose.service", service))
                .exec();
        if (found.size() != 1) {
            throw new IllegalStateException(
                    "project " + project + " has " + found.size() + " containers of service " + service + ", not 1");
        }
        return new ServiceContainer(this, service, found.getFirst().getId());
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing the connection to the engine", e);
        }
    }
}

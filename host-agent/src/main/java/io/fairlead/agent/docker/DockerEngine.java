package io.fairlead.agent.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.EventType;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.fairlead.agent.UserError;
import io.fairlead.core.model.Container;
import io.fairlead.core.model.Network;
import io.fairlead.linux.cgroup.ContainerId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Docker Engine by docker-java. The calls: GET /version, /events, /containers/json, /containers/{id}/json and
 * /networks/{id}; and for containers that are restarted when they fail POST /containers/{id}/start and /containers/{id}/restart.
 */
public final class DockerEngine implements Engine, EngineHands {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(20);
    /** One for the stream of events, one for the calls. */
    private static final int CONNECTIONS = 2;
    /** What the engine waits for a container to end by itself, if nothing else is asked for. */
    private static final int STOP_SECONDS = 10;

    /** The container that this program runs in. */
    private final Optional<String> itself =
            ContainerId.ofProcess(ProcessHandle.current().pid());

    private final DockerClient client;
    private final String description;

    private DockerEngine(DockerClient client, String description) {
        this.client = client;
        this.description = description;
    }

    /**
     * Connects, and agrees on a version of the API.
     *
     * @throws RuntimeException docker-java's or the JDK's, if the engine does not answer
     */
    public static DockerEngine connect(URI host) {
        return connect(host, ANSWER);
    }

    /** The same, for calls that may take as long as {@code answer}. */
    public static DockerEngine connect(URI host, Duration answer) {
        Version version = unversioned(host);
        Optional<ApiVersion> newest = ApiVersion.tryParse(version.getApiVersion());
        ApiVersion oldest = ApiVersion.tryParse(version.getMinAPIVersion()).orElse(new ApiVersion(1, 0));
        ApiVersion chosen = ApiVersion.negotiate(newest.orElse(ApiVersion.OURS), oldest);
        DockerClient client = open(host, RemoteApiVersion.create(chosen.major(), chosen.minor()), answer);
        return new DockerEngine(client, "Docker Engine " + version.getVersion() + ", API " + chosen);
    }

    /**
     * Checks that something listens where the engine should.
     *
     * @throws UserError in words for the cause
     */
    public static void requireReachable(URI host) {
        try {
            if (host.getScheme().equals("unix")) {
                SocketChannel.open(UnixDomainSocketAddress.of(host.getPath())).close();
            } else {
                try (Socket socket = new Socket()) {
                    socket.connect(new InetSocketAddress(host.getHost(), host.getPort()), (int) CONNECT.toMillis());
                }
            }
        } catch (IOException e) {
            throw unreachable(host, String.valueOf(e.getMessage()));
        }
    }

    /** The words for an engine that does not answer. */
    public static UserError unreachable(URI host, String why) {
        String mend = why.contains("denied")
                ? "run the agent as root, or as a member of the socket's group"
                : "start Docker, mount its socket into the agent's container, or set docker.host or DOCKER_HOST";
        return new UserError("docker.host = " + host, "no Docker Engine answers there: " + why, mend);
    }

    private static Version unversioned(URI host) {
        try (DockerClient client = open(host, RemoteApiVersion.unknown(), ANSWER)) {
            return client.versionCmd().exec();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DockerClient open(URI host, RemoteApiVersion version, Duration answer) {
        return DockerClientImpl.getInstance(
                new EngineSettings(host, version),
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(host)
                        .maxConnections(CONNECTIONS)
                        .connectionTimeout(CONNECT)
                        .responseTimeout(answer)
                        .build());
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public void subscribe(Instant since, Listener listener) {
        EventStream stream = client.eventsCmd()
                .withSince(Long.toString(since.getEpochSecond()))
                .withEventTypeFilter(EventType.CONTAINER, EventType.NETWORK)
                .exec(new EventStream(listener));
        stream.awaitStarted(ANSWER);
    }

    @Override
    public Listing list() {
        List<Container> listed = client.listContainersCmd().withShowAll(true).exec().stream()
                .map(Translation::container)
                .toList();
        Set<String> ours = listed.stream()
                .filter(Container::hasOurLabel)
                .map(Container::id)
                .collect(Collectors.toSet());
        List<Container> containers = listed.stream()
                .map(container -> ours.contains(container.id())
                                || itself.filter(container.id()::equals).isPresent()
                                || container.joins().filter(ours::contains).isPresent()
                        ? asked(container)
                        : container)
                .toList();
        List<Network> networks = containers.stream()
                .filter(Container::hasOurLabel)
                .flatMap(container -> container.attachments().stream())
                .map(a -> a.networkId().isEmpty() ? a.networkName() : a.networkId())
                .distinct()
                .flatMap(this::network)
                .distinct()
                .toList();
        return new Listing(containers, networks);
    }

    /** No listing tells a container's first process, by which it is watched, nor how it ended. */
    private Container asked(Container container) {
        try {
            return asked(container, client.inspectContainerCmd(container.id()).exec());
        } catch (NotFoundException e) {
            // Gone since the containers were listed; the next event makes us list again.
            return container;
        }
    }

    private static Container asked(Container container, InspectContainerResponse answer) {
        // State and life of one answer: a list may show the end of a life and the answer the begin of the next.
        Container.State state = Translation.state(answer.getState(), container.state());
        long pid = state.isAlive() ? Translation.pid(answer.getState()) : 0;
        return container.asked(state, pid, Translation.upkeep(answer, NetworkOfProcess.inode(pid)));
    }

    @Override
    public Optional<Container> look(String id) {
        return client.listContainersCmd().withShowAll(true).withIdFilter(List.of(id)).exec().stream()
                .map(Translation::container)
                .map(this::asked)
                .findFirst();
    }

    @Override
    public void start(String id) {
        try {
            client.startContainerCmd(id).exec();
        } catch (NotModifiedException e) {
            // It runs already: that was wanted.
        }
    }

    @Override
    public void restart(String id) {
        Object own =
                client.inspectContainerCmd(id).exec().getConfig().getRawValues().get("StopTimeout");
        client.restartContainerCmd(id)
                .withTimeout(own instanceof Integer seconds ? seconds : STOP_SECONDS)
                .exec();
    }

    private Stream<Network> network(String idOrName) {
        try {
            return Stream.of(Translation.network(
                    client.inspectNetworkCmd().withNetworkId(idOrName).exec()));
        } catch (NotFoundException e) {
            // Gone since the containers were listed; the next event makes us list again.
            return Stream.empty();
        }
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

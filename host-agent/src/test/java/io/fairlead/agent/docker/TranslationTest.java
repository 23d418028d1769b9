package io.fairlead.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.dockerjava.core.DockerClientConfig;
import io.fairlead.core.model.Container;
import io.fairlead.core.model.Network;
import io.fairlead.core.model.PublishedPort;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.net.MacAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranslationTest {
    private static Container container(String json) throws JsonProcessingException {
        return Translation.container(DockerClientConfig.getDefaultObjectMapper()
                .readValue(json, com.github.dockerjava.api.model.Container.class));
    }

    private static Network network(String json) throws JsonProcessingException {
        return Translation.network(DockerClientConfig.getDefaultObjectMapper()
                .readValue(json, com.github.dockerjava.api.model.Network.class));
    }

    @Test
    void runningContainerHasItsNetworksAddressesFromTheMapAlone() throws JsonProcessingException {
        Container container = container("""
                {"Id": "abc", "Names": ["/h1"], "State": "running", "Labels": {"io.fairlead.vip": "172.18.0.201"},
                 "NetworkSettings": {"Networks": {"shop": {"NetworkID": "net1", "IPAddress": "172.18.0.7",
                   "GlobalIPv6Address": "fd00::7", "MacAddress": "02:42:ac:12:00:07",
                   "IPAMConfig": {"IPv4Address": "172.18.0.7"}}}}}
                """);
        assertThat(container)
                .isEqualTo(new Container(
                        "abc",
                        "h1",
                        Container.State.RUNNING,
                        Map.of("io.fairlead.vip", "172.18.0.201"),
                        List.of(new Container.Attachment(
                                "net1",
                                "shop",
                                List.of(IpAddress.parse("172.18.0.7"), IpAddress.parse("fd00::7")),
                                List.of(IpAddress.parse("172.18.0.7")),
                                Optional.of(MacAddress.parse("02:42:ac:12:00:07"))))));
    }

    @Test
    void publishedPortsAreThoseOfTheHostThatCanBeForwarded() throws JsonProcessingException {
        Container container = container("""
                {"Id": "abc", "Names": ["/web"], "State": "running",
                 "Ports": [{"IP": "0.0.0.0", "PrivatePort": 8080, "PublicPort": 80, "Type": "tcp"},
                           {"IP": "::", "PrivatePort": 8080, "PublicPort": 80, "Type": "tcp"},
                           {"PrivatePort": 9000, "Type": "tcp"},
                           {"IP": "0.0.0.0", "PrivatePort": 7, "PublicPort": 7, "Type": "sctp"},
                           {"IP": "0.0.0.0", "PrivatePort": 8, "PublicPort": 8, "Type": "dccp"}]}
                """);
        assertThat(container.hostPorts())
                .containsExactly(
                        new Container.HostPort(IpAddress.parse("0.0.0.0"), 80, PublishedPort.Protocol.TCP),
                        new Container.HostPort(IpAddress.parse("::"), 80, PublishedPort.Protocol.TCP),
                        new Container.HostPort(IpAddress.parse("0.0.0.0"), 7, PublishedPort.Protocol.SCTP));
    }

    @Test
    void containerThatNeverRanHasNoAddresses() throws JsonProcessingException {
        Container container = container("""
                {"Id": "abc", "Names": ["/h1"], "State": "created", "Labels": {},
                 "NetworkSettings": {"Networks": {"shop": {"NetworkID": "", "IPAddress": "", "GlobalIPv6Address": "",
                   "MacAddress": "", "IPAMConfig": null}}}}
                """);
        assertThat(container.attachments())
                .containsExactly(new Container.Attachment("", "shop", List.of(), List.of(), Optional.empty()));
    }

    @Test
    void containerOfWhichAlmostNothingIsSaidIsOneStill() throws JsonProcessingException {
        assertThat(container("{\"Id\": \"abc\"}"))
                .isEqualTo(new Container("abc", "abc", Container.State.DEAD, Map.of(), List.of()));
    }

    @Test
    void networkHasItsPoolsReservationsAndEndpoints() throws JsonProcessingException {
        Network network = network("""
                {"Id": "0123456789abcdef", "Name": "shop", "Driver": "bridge",
                 "IPAM": {"Config": [{"Subnet": "172.18.0.0/16", "IPRange": "172.18.0.0/17", "Gateway": "172.18.0.1",
                   "AuxiliaryAddresses": {"vip": "172.18.0.201"}}]},
                 "Containers": {"abc": {"Name": "h1", "IPv4Address": "172.18.0.7/16", "IPv6Address": ""}},
                 "Options": {}}
                """);
        assertThat(network)
                .isEqualTo(new Network(
                        "0123456789abcdef",
                        "shop",
                        "bridge",
                        Optional.of("br-0123456789ab"),
                        List.of(new Network.Pool(
                                IpPrefix.parse("172.18.0.0/16"),
                                Optional.of(IpPrefix.parse("172.18.0.0/17")),
                                Optional.of(IpAddress.parse("172.18.0.1")),
                                Map.of("vip", IpAddress.parse("172.18.0.201")))),
                        Map.of("h1", List.of(IpAddress.parse("172.18.0.7")))));
    }

    @Test
    void namedBridgeIsUsed() throws JsonProcessingException {
        Network network = network("""
                {"Id": "0123456789abcdef", "Name": "bridge", "Driver": "bridge",
                 "Options": {"com.docker.network.bridge.name": "docker0"}}
                """);
        assertThat(network.bridge()).contains("docker0");
    }

    @Test
    void hostNetworkHasNoPool() throws JsonProcessingException {
        Network network =
                network("{\"Id\": \"x\", \"Name\": \"host\", \"Driver\": \"host\", \"IPAM\": {\"Config\": []}}");
        assertThat(network.pools()).isEmpty();
        assertThat(network.bridge()).isEmpty();
    }

    @Test
    void whoseNetworkItUsesIsTold() throws JsonProcessingException {
        assertThat(container("{\"Id\": \"abc\", \"HostConfig\": {\"NetworkMode\": \"container:h1\"}}")
                        .joins())
                .contains("h1");
        assertThat(container("{\"Id\": \"abc\", \"HostConfig\": {\"NetworkMode\": \"shop\"}}")
                        .joins())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "start",
                "die",
                "pause",
                "unpause",
                "destroy",
                "connect",
                "disconnect",
                "health_status: unhealthy"
            })
    void whatChangesContainersMatters(String action) {
        assertThat(Translation.matters(action)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exec_create: /bin/true", "exec_start: /bin/true", "exec_die", "top"})
    void whatIsOnlyNoiseDoesNot(String action) {
        assertThat(Translation.matters(action)).isFalse();
    }
}

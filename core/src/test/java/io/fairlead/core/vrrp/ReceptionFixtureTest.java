package io.fairlead.core.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.core.net.IpAddress;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Octets in, a verdict out. A line has a {@code router} (what differs from {@link RouterJson}'s), a {@code packet} or a
 * whole IPv4 {@code datagram}, and what to {@code expect}. The octets were not made by this project's encoder.
 */
class ReceptionFixtureTest {
    @TestFactory
    Stream<DynamicTest> packetsAreJudgedAsTheFixtureSays() {
        return Fixtures.tests("reception.jsonl", ReceptionFixtureTest::run);
    }

    private static void run(JsonNode line) {
        VirtualRouterConfig config = new RouterJson(line.path("router")).config();
        JsonNode expect = line.required("expect");
        switch (receive(line, config)) {
            case Reception.Rejected rejected ->
                assertThat("rejected " + rejected.reason())
                        .isEqualTo("rejected " + expect.path("rejected").asText("nothing"));
            case Reception.Accepted accepted -> {
                assertThat(expect.path("rejected").asText("accepted")).isEqualTo("accepted");
                assertThat(shown(accepted)).containsAllEntriesOf(expected(expect.required("accepted")));
                assertThat(accepted.event().advertisement()).isEqualTo(accepted.advertisement());
            }
        }
    }

    private static Reception receive(JsonNode line, VirtualRouterConfig config) {
        if (line.has("datagram")) {
            byte[] datagram = HexFormat.of().parseHex(line.get("datagram").asText());
            return Reception.ofIpv4(datagram, datagram.length, config);
        }
        JsonNode packet = line.required("packet");
        return Reception.of(
                ReceivedPacket.of(
                        IpAddress.parse(packet.required("from").asText()),
                        IpAddress.parse(packet.required("to").asText()),
                        packet.required("hopLimit").asInt(),
                        HexFormat.of().parseHex(packet.required("hex").asText())),
                config);
    }

    private static Map<String, String> shown(Reception.Accepted accepted) {
        Advertisement advertisement = accepted.advertisement();
        return new TreeMap<>(Map.of(
                "priority", "" + advertisement.priority(),
                "intervalMs", "" + advertisement.intervalCentis() * 10,
                "checksum", "" + accepted.checksumForm(),
                "notices", "" + accepted.notices().stream().map(Notice::kind).toList(),
                "addresses", "" + advertisement.addresses()));
    }

    private static Map<String, String> expected(JsonNode json) {
        Map<String, String> fields = new TreeMap<>();
        json.properties().forEach(field -> fields.put(field.getKey(), text(field.getValue())));
        return fields;
    }

    private static String text(JsonNode value) {
        return value.isArray()
                ? ""
                        + StreamSupport.stream(value.spliterator(), false)
                                .map(JsonNode::asText)
                                .toList()
                : value.asText();
    }
}

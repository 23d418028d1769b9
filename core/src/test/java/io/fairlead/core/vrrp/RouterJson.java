package io.fairlead.core.vrrp;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A fixture's virtual router: the product's defaults with VRID 201 and 172.18.0.201, and what the fixture changes. */
record RouterJson(JsonNode json) {
    VirtualRouter router() {
        return new VirtualRouter(config(), IpAddress.parse(text("source", "172.18.0.7")));
    }

    VirtualRouterConfig config() {
        List<IpPrefix> addresses =
                texts("addresses", "172.18.0.201/16").map(IpPrefix::parse).toList();
        VirtualRouterConfig defaults = VirtualRouterConfig.of(201, 100, addresses);
        boolean v2 = json.path("version").asInt(3) == 2;
        return new VirtualRouterConfig(
                v2 ? Version.V2 : Version.V3,
                json.path("vrid").asInt(201),
                json.path("priority").asInt(100),
                json.path("intervalMs").asInt(v2 ? 1000 : 100) / 10,
                json.path("preempt").asBoolean(false),
                Duration.ofMillis(json.path("preemptDelayMs").asInt(0)),
                json.path("accept").asBoolean(true),
                addresses,
                json.has("password")
                        ? new Authentication.SimpleText(json.get("password").asText())
                        : new Authentication.None(),
                ChecksumForm.valueOf(text("checksum", "PSEUDO_HEADER")),
                json.path("multicast").asBoolean(true),
                peers(),
                new VirtualRouterConfig.Announcements(json.path("repeats").asInt(4), Duration.ofMillis(500)),
                json.path("lease").asBoolean(true) ? defaults.lease() : Lease.FOREVER);
    }

    private Set<IpAddress> peers() {
        return json.has("peers") ? texts("peers", "").map(IpAddress::parse).collect(Collectors.toSet()) : Set.of();
    }

    private String text(String field, String fallback) {
        return json.path(field).asText(fallback);
    }

    private Stream<String> texts(String field, String fallback) {
        return json.has(field)
                ? StreamSupport.stream(json.get(field).spliterator(), false).map(JsonNode::asText)
                : Stream.of(fallback);
    }
}

package io.fairlead.agent.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.core.diagnosis.Condition;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The right side of a match in nft's JSON: one value or several. */
final class NftValues {
    private final List<JsonNode> values = new ArrayList<>();

    NftValues(JsonNode right) {
        collect(right);
    }

    private void collect(JsonNode node) {
        if (node.has("set")) {
            collect(node.path("set"));
        } else if (node.has("elem")) {
            collect(node.path("elem").path("val"));
        } else if (node.isArray()) {
            node.forEach(this::collect);
        } else {
            values.add(node);
        }
    }

    Set<String> words() {
        return values.stream().map(JsonNode::asText).collect(Collectors.toSet());
    }

    Set<Integer> protocols() {
        return values.stream().map(node -> Protocols.number(node.asText())).collect(Collectors.toSet());
    }

    /** Empty if there is one that is no address and no prefix, as a range. */
    Optional<List<IpPrefix>> prefixes() {
        List<IpPrefix> prefixes = new ArrayList<>();
        for (JsonNode node : values) {
            Optional<IpPrefix> prefix = node.has("prefix")
                    ? IpPrefix.tryParse(node.path("prefix").path("addr").asText() + "/"
                            + node.path("prefix").path("len").asText())
                    : IpAddress.tryParse(node.asText("")).map(IpPrefix::host);
            if (prefix.isEmpty() && !node.isMissingNode()) {
                return Optional.empty();
            }
            prefix.ifPresent(prefixes::add);
        }
        return Optional.of(prefixes);
    }

    /** Empty if there is one that is no number and no range. */
    Optional<List<Condition.Ports.Range>> ports() {
        List<Condition.Ports.Range> ranges = new ArrayList<>();
        for (JsonNode node : values) {
            if (node.isInt()) {
                ranges.add(new Condition.Ports.Range(node.asInt(), node.asInt()));
            } else if (node.has("range")) {
                ranges.add(new Condition.Ports.Range(
                        node.path("range").path(0).asInt(),
                        node.path("range").path(1).asInt()));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(ranges);
    }
}

package io.fairlead.agent.member;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fairlead.linux.nft.Nft;
import java.util.Map;
import java.util.TreeMap;

/** The guard's counters. */
final class Drops {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Drops() {}

    /** Packets dropped for each port, by its name; by its index where it is gone. */
    static Map<String, Long> read() {
        return Nft.set("bridge", "fairlead_guard", "dropped").map(Drops::parse).orElse(Map.of());
    }

    /** From {@code {"nftables": [{"set": {"elem": [{"elem": {"val": "veth1", "counter": {"packets": 3, …}}}]}}]}}. */
    static Map<String, Long> parse(String json) {
        Map<String, Long> drops = new TreeMap<>();
        try {
            for (JsonNode object : JSON.readTree(json).path("nftables")) {
                for (JsonNode each : object.path("set").path("elem")) {
                    JsonNode element = each.path("elem");
                    drops.put(
                            element.path("val").asText(),
                            element.path("counter").path("packets").asLong());
                }
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("nft speaks no JSON: " + e.getMessage(), e);
        }
        return drops;
    }
}

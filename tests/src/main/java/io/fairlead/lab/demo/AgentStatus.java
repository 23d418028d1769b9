package io.fairlead.lab.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fairlead.lab.stack.Stage;

/** What the host agent says of itself: {@code fairlead status --json} in its container. */
record AgentStatus(JsonNode json) {
    static AgentStatus of(Stage stage) {
        String text = stage.engine()
                .docker("exec", stage.stack().agent(stage.haproxies().api()).id(), "fairlead", "status", "--json")
                .text();
        try {
            return new AgentStatus(new ObjectMapper().readTree(text));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the agent's status is not JSON: " + text, e);
        }
    }

    /** By what it forwards: {@code ipvs} or {@code nftables}. */
    String forwarding() {
        JsonNode name = json.at("/forwarding/mode");
        if (!name.isTextual()) {
            throw new IllegalStateException("the agent's status does not say by what it forwards: " + json);
        }
        return name.asText();
    }
}

package io.fairlead.lab.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fairlead.lab.fault.ServiceContainer;
import io.fairlead.lab.run.Outcome;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What the host agent says of itself: {@code fairlead status --json} in its container. */
public record AgentStatus(JsonNode json) {
    private static final URI HTTP = URI.create("http://127.0.0.1:8411/api/v1/status");

    private static final URI METRICS = URI.create("http://127.0.0.1:8411/metrics");

    /** Empty if it does not answer (yet). */
    static Optional<AgentStatus> of(Stage stage) {
        Outcome outcome = ask(stage);
        return outcome.status() == 0 ? Optional.of(new AgentStatus(parse(outcome.out()))) : Optional.empty();
    }

    /** What is written instead where it does not answer. */
    static String refusal(Stage stage) {
        Outcome outcome = ask(stage);
        return "status " + outcome.status() + ": " + (outcome.err() + " " + outcome.out()).strip();
    }

    private static Outcome ask(Stage stage) {
        String agent = stage.stack().agent(stage.haproxies().api()).id();
        return stage.engine()
                .docker("exec", agent, "fairlead", "status", "--json")
                .run();
    }

    /** The same over HTTP on the host's loopback: no JVM starts for it. */
    public static Optional<AgentStatus> overHttp(ServiceContainer agent) {
        return InsideHttp.get(agent.pid(), HTTP).map(text -> new AgentStatus(parse(text)));
    }

    /** What the agent counts; empty if it does not answer. */
    public static String metrics(ServiceContainer agent) {
        return InsideHttp.get(agent.pid(), METRICS).orElse("");
    }

    private static JsonNode parse(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the agent's status is not JSON: " + text, e);
        }
    }

    /** By what it forwards: {@code ipvs}, {@code nftables} or {@code iptables}. */
    public String forwarding() {
        JsonNode mode = json.at("/forwarding/mode");
        if (!mode.isTextual()) {
            throw new IllegalStateException("the agent's status does not say by what it forwards: " + json);
        }
        return mode.asText();
    }

    /** Why by that, in its words. */
    public String forwardingReason() {
        return json.at("/forwarding/reason").asText();
    }

    /** What the agent decided since {@code from}, the oldest first, each as one line: whom it did what, and why. */
    public List<String> decidedSince(Instant from) {
        Instant asOf = Instant.parse(json.path("asOf").asText());
        return stream(json.path("failover"))
                .flatMap(service -> stream(service.path("decisions")))
                .filter(said ->
                        !asOf.minusMillis(said.path("agoMillis").asLong()).isBefore(from))
                .map(said ->
                        (said.path("what").asText() + " " + said.path("member").asText()).strip() + ": "
                                + said.path("reason").asText())
                .toList();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** Whether the LAN VIP is here and all its ports are forwarded. */
    public boolean serving() {
        JsonNode services = json.path("services");
        return !services.isEmpty()
                && StreamSupport.stream(services.spliterator(), false).allMatch(AgentStatus::serving);
    }

    private static boolean serving(JsonNode service) {
        JsonNode ports = service.at("/lan/ports");
        return service.at("/lan/state").asText().equals("active")
                && !ports.isEmpty()
                && StreamSupport.stream(ports.spliterator(), false)
                        .allMatch(port -> port.path("inPlace").asBoolean());
    }
}

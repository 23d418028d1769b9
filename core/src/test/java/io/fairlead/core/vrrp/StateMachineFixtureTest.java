package io.fairlead.core.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Events in, actions and state out. A line has a {@code router} (what differs from {@link RouterJson}'s), a
 * {@code given} state that the router got into at 0 ms, and {@code steps}: {@code at} in ms, an {@code event}, all its
 * {@code actions} in order, and the fields of the {@code state} that matter.
 */
@ParameterizedClass
@ValueSource(strings = {"initialize.jsonl", "backup.jsonl", "active.jsonl", "resigning.jsonl", "product.jsonl"})
record StateMachineFixtureTest(String file) {
    @TestFactory
    Stream<DynamicTest> routerAnswersEventsAsTheFixtureSays() {
        return Fixtures.tests(file, StateMachineFixtureTest::run);
    }

    private static void run(JsonNode line) {
        VirtualRouter router = new RouterJson(line.path("router")).router();
        VirtualRouterState state = given(router, line.path("given").asText("Initialize"));
        for (JsonNode step : line.required("steps")) {
            long now = Math.round(step.required("at").asDouble() * 1e6);
            Event event = EventJson.read(step.required("event"), router.config());
            Transition transition = router.step(state, event, now);
            assertThat(transition.actions().stream().map(Shown::action))
                    .as("actions of %s", step)
                    .containsExactlyElementsOf(texts(step.required("actions")));
            state = transition.state();
            assertThat(Shown.state(state)).as("state after %s", step).containsAllEntriesOf(expected(step));
        }
    }

    private static VirtualRouterState given(VirtualRouter router, String name) {
        List<Event> events = switch (name) {
            case "Initialize" -> List.of();
            case "Backup" -> List.of(new Event.Startup(false));
            case "Active" -> List.of(new Event.Startup(false), new Event.TakeOver());
            case "Resigning" -> List.of(new Event.Startup(false), new Event.TakeOver(), new Event.Resign());
            default -> throw new IllegalArgumentException("no state is called " + name);
        };
        VirtualRouterState state = router.initial();
        for (Event event : events) {
            state = router.step(state, event, 0).state();
        }
        return state;
    }

    private static Map<String, Object> expected(JsonNode step) {
        JsonNode state = step.required("state");
        if (state.isTextual()) {
            return Map.of("is", state.asText());
        }
        Map<String, Object> fields = new TreeMap<>();
        state.properties().forEach(field -> fields.put(field.getKey(), value(field.getKey(), field.getValue())));
        return fields;
    }

    private static Object value(String field, JsonNode json) {
        boolean isTime =
                field.endsWith("At") || field.endsWith("From") || field.equals("until") || field.equals("lastAdver");
        if (json.isTextual()) {
            return json.asText();
        }
        if (json.isBoolean()) {
            return json.asBoolean();
        }
        return isTime ? (Object) json.asDouble() : (Object) json.asInt();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}

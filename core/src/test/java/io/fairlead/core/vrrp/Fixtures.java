package io.fairlead.core.vrrp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Files of the test resources' folder {@code vrrp} with one scenario a line, as JSON with a {@code name}. */
final class Fixtures {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Fixtures() {}

    static Stream<DynamicTest> tests(String file, Consumer<JsonNode> test) {
        return lines(file)
                .map(Fixtures::parse)
                .map(line -> DynamicTest.dynamicTest(
                        file + ": " + line.required("name").asText(), () -> test.accept(line)));
    }

    private static Stream<String> lines(String file) {
        var stream = Objects.requireNonNull(Fixtures.class.getResourceAsStream("/vrrp/" + file), file);
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.isBlank()).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(line, e);
        }
    }
}

package io.fairlead.agent.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** The report as JSON; the components' names are the keys. */
public final class StatusJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            // A newer agent may say more than this client knows.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private StatusJson() {}

    public static String write(StatusReport report) {
        try {
            return MAPPER.writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new AssertionError("records of texts and numbers can be written", e);
        }
    }

    /** Throws IllegalArgumentException if {@code text} is no report. */
    public static StatusReport read(String text) {
        try {
            return MAPPER.readValue(text, StatusReport.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a status: " + e.getOriginalMessage(), e);
        }
    }
}

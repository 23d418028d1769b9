package io.fairlead.agent.config;

import java.util.List;

/**
 * A value as somebody wrote it.
 *
 * @param key dashed, with dots: {@code lan.advertisement-interval}
 * @param texts one, or the elements of a list
 * @param origin {@code default}, {@code /etc/fairlead/fairlead.conf:12}, {@code FAIRLEAD_AGENT_LAN_PRIORITY}
 */
public record Given(String key, List<String> texts, boolean isList, String origin) {
    /** The origin of what nobody set. */
    public static final String DEFAULT = "default";

    public Given {
        texts = List.copyOf(texts);
    }

    /** As it could be written in the file; a password is not shown. */
    public String shown() {
        if (key.endsWith("password") && !texts.getFirst().isEmpty()) {
            return "\"…\"";
        }
        if (isList) {
            return texts.toString();
        }
        String text = texts.getFirst();
        return text.matches("[A-Za-z0-9.-]+( (ms|s|m|h))?") ? text : "\"" + text + "\"";
    }
}

package io.fairlead.sidecar.config;

import java.util.ArrayList;
import java.util.List;

/** A value as it was written, before it means anything: one or more texts, and where they stood. */
record Raw(List<String> texts, Origin origin) {
    Raw {
        texts = List.copyOf(texts);
    }

    /** The form of environment variables and of defaults: several values are separated by commas. */
    static Raw ofText(String text, Origin origin) {
        List<String> texts = new ArrayList<>();
        int start = 0;
        while (start <= text.length()) {
            int comma = text.indexOf(',', start);
            int end = comma < 0 ? text.length() : comma;
            String part = text.substring(start, end).strip();
            if (!part.isEmpty()) {
                texts.add(part);
            }
            start = end + 1;
        }
        return new Raw(texts, origin);
    }

    /** As {@code config show} prints it and as an environment variable would hold it. */
    String text() {
        return String.join(",", texts);
    }
}

package io.fairlead.core.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** A conversation that was recorded from a real server: parts in hex, each under a line {@code = name}. */
final class Recording {
    private final Map<String, StringBuilder> parts = new LinkedHashMap<>();

    private Recording() {}

    static Recording of(String name) {
        Recording recording = new Recording();
        StringBuilder part = new StringBuilder();
        for (String line : text(name).lines().toList()) {
            if (line.startsWith("= ")) {
                part = new StringBuilder();
                recording.parts.put(line.substring(2), part);
            } else if (!line.startsWith("#")) {
                part.append(line.strip());
            }
        }
        return recording;
    }

    private static String text(String name) {
        try (InputStream in = Recording.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] octets(String part) {
        return HexFormat.of().parseHex(parts.get(part));
    }

    /** Each octet a character. */
    String text(String part, String... more) {
        StringBuilder text = new StringBuilder(new String(octets(part), StandardCharsets.ISO_8859_1));
        for (String each : more) {
            text.append(new String(octets(each), StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }
}

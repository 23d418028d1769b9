package io.fairlead.core.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads address literals strictly: four decimal parts, or RFC 4291 section 2.2 without a zone. */
final class LiteralParser {
    private LiteralParser() {}

    static Optional<byte[]> parse(String text) {
        return text.indexOf(':') < 0 ? parseV4(text) : parseV6(text);
    }

    private static Optional<byte[]> parseV4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        byte[] octets = new byte[4];
        for (int i = 0; i < 4; i++) {
            if (!parts[i].matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(parts[i]) > 255) {
                return Optional.empty();
            }
            octets[i] = (byte) Integer.parseInt(parts[i]);
        }
        return Optional.of(octets);
    }

    private static Optional<byte[]> parseV6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return Optional.empty();
        }
        Optional<List<Integer>> head = gap < 0 ? groups(text, true) : groups(text.substring(0, gap), false);
        Optional<List<Integer>> tail = gap < 0 ? Optional.of(List.of()) : groups(text.substring(gap + 2), true);
        if (head.isEmpty() || tail.isEmpty()) {
            return Optional.empty();
        }
        int known = head.get().size() + tail.get().size();
        if (gap < 0 ? known != 8 : known > 7) {
            return Optional.empty();
        }
        byte[] octets = new byte[16];
        put(octets, 0, head.get());
        put(octets, 8 - tail.get().size(), tail.get());
        return Optional.of(octets);
    }

    /** The groups of one side of the gap; only the last of the whole literal may be written as IPv4. */
    private static Optional<List<Integer>> groups(String text, boolean isEnd) {
        List<Integer> groups = new ArrayList<>();
        if (text.isEmpty()) {
            return Optional.of(groups);
        }
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            if (isEnd && i == parts.length - 1 && parts[i].indexOf('.') >= 0) {
                Optional<byte[]> v4 = parseV4(parts[i]);
                if (v4.isEmpty()) {
                    return Optional.empty();
                }
                byte[] o = v4.get();
                groups.add((o[0] & 0xff) << 8 | (o[1] & 0xff));
                groups.add((o[2] & 0xff) << 8 | (o[3] & 0xff));
            } else if (parts[i].matches("[0-9a-fA-F]{1,4}")) {
                groups.add(Integer.parseInt(parts[i], 16));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(groups);
    }

    private static void put(byte[] octets, int firstGroup, List<Integer> groups) {
        for (int i = 0; i < groups.size(); i++) {
            octets[2 * (firstGroup + i)] = (byte) (groups.get(i) >> 8);
            octets[2 * (firstGroup + i) + 1] = (byte) (int) groups.get(i);
        }
    }
}

package io.fairlead.core.check;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The escapes of what is sent: {@code \r \n \t \\ \xHH}. */
final class Escapes {
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:([rnt\\\\])|x([0-9A-Fa-f]{2})|)");

    private Escapes() {}

    /** Empty if a backslash stands before anything else. */
    static Optional<String> read(String text) {
        Matcher matcher = ESCAPE.matcher(text);
        StringBuilder plain = new StringBuilder();
        while (matcher.find()) {
            if (matcher.group(1) == null && matcher.group(2) == null) {
                return Optional.empty();
            }
            char meant = matcher.group(1) == null
                    ? (char) Integer.parseInt(matcher.group(2), 16)
                    : letter(matcher.group(1).charAt(0));
            matcher.appendReplacement(plain, Matcher.quoteReplacement(Character.toString(meant)));
        }
        return Optional.of(matcher.appendTail(plain).toString());
    }

    private static char letter(char letter) {
        return switch (letter) {
            case 'r' -> '\r';
            case 'n' -> '\n';
            case 't' -> '\t';
            default -> letter;
        };
    }
}

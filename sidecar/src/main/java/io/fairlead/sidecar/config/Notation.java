package io.fairlead.sidecar.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The notations of words, numbers, switches and durations, the same in HOCON and in the environment. */
final class Notation {
    /** The word for "derive it from the other values". */
    static final String AUTO = "auto";

    private Notation() {}

    static Syntax<String> text() {
        return Syntax.one(List::getFirst);
    }

    static Syntax<List<String>> texts() {
        return texts -> texts;
    }

    /** {@code auto} is empty; anything else is read by {@code syntax}. */
    static <T> Syntax<Optional<T>> autoOr(Syntax<T> syntax) {
        return texts ->
                texts.size() == 1 && texts.getFirst().equals(AUTO) ? Optional.empty() : Optional.of(syntax.read(texts));
    }

    /** {@code off} is empty; anything else is read by {@code syntax}. */
    static <T> Syntax<Optional<T>> offOr(Syntax<T> syntax) {
        return texts -> texts.size() == 1 && texts.getFirst().equals("off")
                ? Optional.empty()
                : Optional.of(syntax.read(texts));
    }

    static Syntax<Boolean> flag() {
        return Syntax.one(texts -> switch (texts.getFirst()) {
            case "true", "on", "yes" -> true;
            case "false", "off", "no" -> false;
            default -> throw new Mistake(quoted(texts) + " is not a switch", "write on or off");
        });
    }

    /** A whole number within the bounds, both included. */
    static Syntax<Integer> integer(int least, int most) {
        return Syntax.one(texts -> {
            try {
                int number = Integer.parseInt(texts.getFirst());
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException notANumber) {
                // The message below is the same for "x" and for "99999999999".
            }
            throw new Mistake(quoted(texts) + " is outside " + least + "–" + most, "write a whole number within them");
        });
    }

    /** One of the words; the value is the constant that the word names in lower case with dashes. */
    static <E extends Enum<E>> Syntax<E> word(Class<E> constants) {
        return Syntax.one(texts -> {
            List<String> words = new ArrayList<>();
            for (E constant : constants.getEnumConstants()) {
                String word = wordOf(constant);
                if (word.equals(texts.getFirst())) {
                    return constant;
                }
                words.add(word);
            }
            throw new Mistake(quoted(texts) + " is not known here", "write " + String.join(" or ", words));
        });
    }

    static String wordOf(Enum<?> constant) {
        StringBuilder word = new StringBuilder(constant.name());
        for (int i = 0; i < word.length(); i++) {
            char letter = word.charAt(i);
            word.setCharAt(i, letter == '_' ? '-' : Character.toLowerCase(letter));
        }
        return word.toString();
    }

    /** Within the bounds, both included; see {@link DurationText}. */
    static Syntax<Duration> duration(Duration least, Duration most) {
        return Syntax.one(texts -> {
            Duration duration = DurationText.parse(texts.getFirst())
                    .orElseThrow(
                            () -> new Mistake(quoted(texts) + " is not a duration", "write for instance 250ms or 2s"));
            if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
                throw new Mistake(
                        quoted(texts) + " is outside " + DurationText.format(least) + "–" + DurationText.format(most),
                        "write a duration within them");
            }
            return duration;
        });
    }

    private static String quoted(List<String> texts) {
        return "'" + texts.getFirst() + "'";
    }
}

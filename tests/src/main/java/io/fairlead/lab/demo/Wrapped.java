package io.fairlead.lab.demo;

import java.util.ArrayList;
import java.util.List;

/** Text in lines of at most 80 columns. */
final class Wrapped {
    private static final int WIDTH = 80;

    private Wrapped() {}

    /** {@code label} and {@code text}; what is too long goes on below the text. */
    static List<String> lines(String label, String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(label);
        boolean begun = false;
        for (String word : text.split(" ", -1)) {
            if (begun && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(" ".repeat(label.length()));
                begun = false;
            }
            line.append(begun ? " " : "").append(word);
            begun = true;
        }
        lines.add(line.toString());
        return lines;
    }
}

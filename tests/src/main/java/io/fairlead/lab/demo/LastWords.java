package io.fairlead.lab.demo;

import io.fairlead.lab.stack.Stage;

/** What the containers of a failed demo wrote last. */
final class LastWords {
    private static final int LINES = 20;

    private LastWords() {}

    static void show(Stage stage, Screen screen) {
        screen.line("");
        screen.line("The last lines of each container:");
        stage.stack()
                .lastWords(LINES)
                .lines()
                .map(line -> "  " + Screen.plain(line))
                .forEach(screen::line);
    }
}

package io.fairlead.tests.reach;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** docs/reachability.md, of which each test makes one chapter. */
public final class ReachPage {
    /** With {@code -Dfairlead.reachability=write} what was seen is written down instead of compared. */
    private static final String SWITCH = "fairlead.reachability";

    private ReachPage() {}

    /** The chapter below this heading is exactly that. */
    public static void assertChapter(String heading, List<String> parts) throws IOException {
        Path page = page();
        String text = Files.readString(page);
        int from = text.indexOf("\n## " + heading + "\n");
        assertThat(from).as("the heading '" + heading + "' in " + page).isNotNegative();
        int to = text.indexOf("\n## ", from + 1);
        int end = to < 0 ? text.length() : to;
        String wanted = "\n## " + heading + "\n\n" + String.join("\n", parts);
        if ("write".equals(System.getProperty(SWITCH))) {
            Files.writeString(page, text.substring(0, from) + wanted + text.substring(end));
            return;
        }
        assertThat(text.substring(from, end).strip())
                .as(page + " says what was seen; if that is right, -D" + SWITCH + "=write writes it down")
                .isEqualTo(wanted.strip());
    }

    private static Path page() {
        Path here = Path.of("").toAbsolutePath();
        return (Files.exists(here.resolve("docs")) ? here : here.getParent()).resolve("docs/reachability.md");
    }
}

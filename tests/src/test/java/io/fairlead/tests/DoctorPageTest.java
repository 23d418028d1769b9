package io.fairlead.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.diagnosis.Pitfall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The catalogue in docs/doctor.md is that of the program. */
class DoctorPageTest {
    @Test
    void everyPitfallHasItsRowAndNoOther() throws IOException {
        assertThat(Files.readAllLines(page()))
                .filteredOn(line -> line.matches("\\| (P\\d\\d)? ?\\| `.*"))
                .containsExactlyElementsOf(
                        Arrays.stream(Pitfall.values()).map(DoctorPageTest::row).toList());
    }

    private static String row(Pitfall pitfall) {
        return "| " + pitfall.number() + " | `" + pitfall.id() + "` | " + (pitfall.isFixable() ? "yes" : "") + " | "
                + pitfall.words() + " |";
    }

    private static Path page() {
        Path here = Path.of("").toAbsolutePath();
        return (Files.exists(here.resolve("docs")) ? here : here.getParent()).resolve("docs/doctor.md");
    }
}

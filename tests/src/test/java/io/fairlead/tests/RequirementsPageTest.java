package io.fairlead.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/vrrp-requirements.md says of the tests is true. */
class RequirementsPageTest {
    private static final int REQUIREMENTS = 53;
    private static final Pattern ROW = Pattern.compile("\\| (V\\d\\d) \\|.*\\| (.*) \\|");
    private static final Pattern METHOD = Pattern.compile("`(\\w+)#(\\w+)`");
    private static final Pattern SCENARIO = Pattern.compile("`(\\w+\\.jsonl: [^`]+)`");
    private static final Pattern NAME = Pattern.compile("\\{\"name\": \"([^\"]+)\"");

    private final Path root = root();
    private final Map<String, String> rows = rows();
    private final List<String> scenarios = scenarios();

    @Test
    void everyNumberHasARowWithATest() {
        assertThat(rows.keySet())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, REQUIREMENTS)
                        .mapToObj("V%02d"::formatted)
                        .toList());
        assertThat(rows).allSatisfy((id, tests) -> assertThat(tests).as(id).contains("`"));
    }

    @Test
    void everyNamedMethodExists() {
        Map<String, String> sources = sources();
        assertThat(found(METHOD)).isNotEmpty().allSatisfy(reference -> {
            String source = sources.get(reference.group(1));
            assertThat(source).as("test class %s", reference.group(1)).isNotNull();
            assertThat(source)
                    .as(reference.group())
                    .containsPattern("(void %1$s\\(|ArchRule %1$s\\b)".formatted(reference.group(2)));
        });
    }

    @Test
    void everyNamedScenarioExists() {
        assertThat(found(SCENARIO).map(reference -> reference.group(1)))
                .isNotEmpty()
                .allSatisfy(scenario -> assertThat(scenarios).contains(scenario));
    }

    @Test
    void everyScenarioStandsInTheRowsOfItsNumbers() {
        for (String scenario : scenarios) {
            Matcher numbers = Pattern.compile("\\bV\\d\\d\\b").matcher(scenario);
            while (numbers.find()) {
                assertThat(rows.get(numbers.group())).contains("`" + scenario + "`");
            }
        }
    }

    private Stream<MatchResult> found(Pattern pattern) {
        return rows.values().stream().flatMap(tests -> pattern.matcher(tests).results());
    }

    private Map<String, String> rows() {
        return lines(root.resolve("docs/vrrp-requirements.md")).stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2), String::concat, TreeMap::new));
    }

    private List<String> scenarios() {
        return files(root.resolve("core/src/test/resources/vrrp"), ".jsonl")
                .flatMap(file -> lines(file).stream()
                        .map(NAME::matcher)
                        .filter(Matcher::find)
                        .map(name -> file.getFileName() + ": " + name.group(1)))
                .toList();
    }

    private Map<String, String> sources() {
        return Stream.of("core", "linux", "sidecar", "host-agent", "tests")
                .map(module -> root.resolve(module).resolve("src/test/java"))
                .filter(Files::isDirectory)
                .flatMap(folder -> files(folder, ".java"))
                .collect(Collectors.toMap(
                        file -> file.getFileName().toString().replace(".java", ""),
                        file -> String.join("\n", lines(file)),
                        String::concat));
    }

    private static Stream<Path> files(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList().stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The repository's: the folder above the module's, in which a build runs its tests. */
    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("docs/vrrp-requirements.md"))) {
            here = here.getParent();
            assertThat(here).as("a folder with docs/vrrp-requirements.md").isNotNull();
        }
        return here;
    }
}

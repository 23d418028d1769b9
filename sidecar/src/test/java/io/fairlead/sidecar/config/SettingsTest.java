package io.fairlead.sidecar.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SettingsTest {
    private static final List<SettingSample> SAMPLES = SettingSample.ALL;

    @TempDir
    private Path folder;

    @Test
    void everySettingHasASample() {
        assertThat(SAMPLES.stream().map(SettingSample::setting)).containsExactlyElementsOf(Settings.ALL);
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void aSettingHasItsDefault(SettingSample sample) throws Exception {
        Config config = ConfigReader.read(Map.of("FAIRLEAD_VIP", "172.18.0.201"));
        assertThat(sample.seen().apply(config)).hasToString(sample.byDefault());
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void aSettingIsReadFromItsVariable(SettingSample sample) throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of("FAIRLEAD_VIP", "172.18.0.201"));
        environment.putAll(sample.others());
        environment.put(sample.setting().variable(), sample.written());
        assertThat(sample.seen().apply(ConfigReader.read(environment))).hasToString(sample.expected());
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void aSettingIsReadFromItsKeyInTheFile(SettingSample sample) throws Exception {
        Path file = folder.resolve("fairlead.conf");
        String vip = sample.setting() == Settings.VIP ? "" : "vip = 172.18.0.201\n";
        Files.writeString(file, vip + sample.setting().key() + " = \"" + sample.written() + "\"\n");
        Map<String, String> environment = new HashMap<>(sample.others());
        environment.put(ConfigReader.FILE_VARIABLE, file.toString());
        assertThat(sample.seen().apply(ConfigReader.read(environment))).hasToString(sample.expected());
    }

    @Test
    void referenceConfHasEveryKeyWithTheDefaultInForce() {
        Map<String, String> documented = new TreeMap<>();
        for (Map.Entry<String, ConfigValue> entry :
                ConfigFactory.parseResources("reference.conf").entrySet()) {
            Object value = entry.getValue().unwrapped();
            documented.put(
                    entry.getKey(),
                    value instanceof List<?> list
                            ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                            : String.valueOf(value));
        }
        Map<String, String> inForce = new TreeMap<>();
        for (Setting<?> setting : Settings.ALL) {
            inForce.put(setting.key(), setting.defaultText());
        }
        assertThat(documented).isEqualTo(inForce);
    }

    @Test
    void everyKeyOfReferenceConfHasAComment() throws Exception {
        File file = new File("src/main/resources/reference.conf");
        List<String> uncommented = ConfigFactory.parseFile(file).entrySet().stream()
                .filter(entry -> entry.getValue().origin().comments().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        // These share the comment of the key above them.
        assertThat(uncommented)
                .containsExactlyInAnyOrder(
                        "preempt-delay",
                        "announce-every",
                        "lease-renewal",
                        "haproxy.restart-delay-limit",
                        "health.timeout",
                        "health.fall");
    }
}

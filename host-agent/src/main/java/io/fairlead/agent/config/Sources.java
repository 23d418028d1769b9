package io.fairlead.agent.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import io.fairlead.core.text.NearestName;
import io.fairlead.core.text.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Gathers what is written where: defaults, then the file, then the environment, the later winning. */
final class Sources {
    static final String ENVIRONMENT_PREFIX = "FAIRLEAD_AGENT_";
    static final String DOCKER_HOST = "DOCKER_HOST";
    private static final String REFERENCE = "io/fairlead/agent/reference.conf";
    private static final ConfigParseOptions STRICT =
            ConfigParseOptions.defaults().setAllowMissing(false);

    private final Map<String, Given> values = new TreeMap<>();
    private final ServiceTexts services = new ServiceTexts();
    private final List<Problem> problems = new ArrayList<>();

    private Sources() {}

    /**
     * Reads all; unknown keys and unreadable files become {@link #problems}.
     *
     * @param file empty: none
     */
    static Sources read(Optional<Path> file, Map<String, String> environment) {
        Sources sources = new Sources();
        Config reference = ConfigFactory.parseResources(Sources.class.getClassLoader(), REFERENCE, STRICT);
        reference
                .entrySet()
                .forEach(e -> sources.values.put(e.getKey(), given(e.getKey(), e.getValue(), Given.DEFAULT)));
        file.ifPresent(sources::readFile);
        sources.readEnvironment(environment);
        return sources;
    }

    Map<String, Given> values() {
        return values;
    }

    /** What the file says under {@code services}. */
    ServiceTexts services() {
        return services;
    }

    /** All that was given, by key in alphabetical order. */
    Map<String, Given> all() {
        Map<String, Given> all = new TreeMap<>(values);
        all.putAll(services.given());
        return all;
    }

    List<Problem> problems() {
        return problems;
    }

    private void readFile(Path file) {
        if (!Files.isReadable(file)) {
            problems.add(new Problem(
                    file.toString(),
                    "cannot be read",
                    "name a file that exists, or leave out --config and FAIRLEAD_CONFIG"));
            return;
        }
        try {
            ConfigFactory.parseFile(file.toFile(), STRICT).resolve().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(entry -> putFromFile(file, entry.getKey(), entry.getValue()));
        } catch (ConfigException e) {
            problems.add(new Problem(where(file, e.origin()), oneLine(e.getMessage()), "correct the HOCON syntax"));
        }
    }

    private void putFromFile(Path file, String key, ConfigValue value) {
        String where = where(file, value.origin());
        if (ServiceTexts.isOne(key)) {
            services.put(given(key, value, where));
        } else if (!values.containsKey(key)) {
            problems.add(new Problem(
                    where,
                    "unknown key " + key + NearestName.hint(key, values.keySet()),
                    "rename or remove it; `fairlead config show` lists all"));
        } else {
            values.put(key, given(key, value, where));
        }
    }

    private void readEnvironment(Map<String, String> environment) {
        Map<String, String> keyByVariable = values.keySet().stream()
                .collect(Collectors.toMap(Sources::variable, key -> key, (a, b) -> a, LinkedHashMap::new));
        Optional.ofNullable(environment.get(DOCKER_HOST))
                .filter(host -> !host.isBlank())
                .ifPresent(
                        host -> values.put("docker.host", new Given("docker.host", List.of(host), false, DOCKER_HOST)));
        new TreeMap<>(environment).forEach((variable, text) -> {
            if (variable.startsWith(ENVIRONMENT_PREFIX)) {
                putFromEnvironment(keyByVariable, variable, text);
            }
        });
    }

    private void putFromEnvironment(Map<String, String> keyByVariable, String variable, String text) {
        String key = keyByVariable.get(variable);
        if (key == null) {
            problems.add(new Problem(
                    "environment " + variable,
                    "unknown variable" + NearestName.hint(variable, keyByVariable.keySet()),
                    "rename or remove it; `fairlead config show` lists all settings"));
            return;
        }
        boolean isList = values.get(key).isList();
        List<String> texts = isList
                ? Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .filter(t -> !t.isEmpty())
                        .toList()
                : List.of(text.strip());
        values.put(key, new Given(key, texts, isList, variable));
    }

    /** {@code lan.advertisement-interval} → {@code FAIRLEAD_AGENT_LAN_ADVERTISEMENT_INTERVAL}. */
    static String variable(String key) {
        return ENVIRONMENT_PREFIX + key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    }

    private static Given given(String key, ConfigValue value, String origin) {
        Object raw = value.unwrapped();
        return raw instanceof List<?> list
                ? new Given(key, list.stream().map(String::valueOf).toList(), true, origin)
                : new Given(key, List.of(String.valueOf(raw)), false, origin);
    }

    private static String where(Path file, ConfigOrigin origin) {
        return origin == null || origin.lineNumber() < 0 ? file.toString() : file + ":" + origin.lineNumber();
    }

    private static String oneLine(String message) {
        return message.replaceAll("\\s+", " ");
    }
}

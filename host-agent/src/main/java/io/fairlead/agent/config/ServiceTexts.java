package io.fairlead.agent.config;

import com.typesafe.config.ConfigUtil;
import io.fairlead.core.model.ConfiguredService;
import io.fairlead.core.model.LanDefaults;
import io.fairlead.core.text.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The section {@code services}, whose keys are names that people choose: {@code services.db.lan-vip}. */
final class ServiceTexts {
    private static final String SECTION = "services";
    private static final int NAME = 1;
    private static final int KEY = 2;

    private final Map<String, Given> given = new TreeMap<>();

    /** Whether {@code key} belongs here. */
    static boolean isOne(String key) {
        List<String> path = ConfigUtil.splitPath(key);
        return path.size() > KEY && path.getFirst().equals(SECTION);
    }

    void put(Given value) {
        given.put(value.key(), value);
    }

    Map<String, Given> given() {
        return given;
    }

    /** All services in the order of their names; those that are wrong become problems. */
    List<ConfiguredService> read(LanDefaults defaults, List<Problem> problems) {
        Map<String, Map<String, ConfiguredService.Entry>> byName = new TreeMap<>();
        given.forEach((key, value) -> {
            List<String> path = ConfigUtil.splitPath(key);
            byName.computeIfAbsent(path.get(NAME), _ -> new TreeMap<>())
                    .put(
                            String.join(".", path.subList(KEY, path.size())),
                            new ConfiguredService.Entry(String.join(",", value.texts()), value.origin()));
        });
        List<ConfiguredService> services = new ArrayList<>();
        byName.forEach((name, entries) -> {
            ConfiguredService.Result result = ConfiguredService.read(name, entries, defaults);
            problems.addAll(result.problems());
            result.service().ifPresent(services::add);
        });
        return services;
    }
}

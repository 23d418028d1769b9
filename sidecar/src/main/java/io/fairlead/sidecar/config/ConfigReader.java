package io.fairlead.sidecar.config;

import io.fairlead.core.text.NearestName;
import io.fairlead.core.text.Problem;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the environment and, where there is one, {@code fairlead.conf}. The environment wins. */
public final class ConfigReader {
    /** Names the HOCON file; the only variable that is not a setting. */
    public static final String FILE_VARIABLE = Setting.PREFIX + "CONFIG";

    /** Read if it exists and {@link #FILE_VARIABLE} names no other. */
    public static final String DEFAULT_FILE = "/etc/fairlead/fairlead.conf";

    private ConfigReader() {}

    /**
     * The configuration that is in force in this environment.
     *
     * @throws ConfigurationException with all errors at once; nothing has been done yet
     */
    public static Config read(Map<String, String> environment) throws ConfigurationException {
        List<Problem> problems = new ArrayList<>();
        Map<Setting<?>, Raw> written = new HashMap<>();
        Optional<File> file = file(environment, problems);
        if (file.isPresent()) {
            HoconFile.read(file.get(), written, problems);
        }
        readEnvironment(environment, written, problems);
        return assemble(new Values(written, problems));
    }

    private static Optional<File> file(Map<String, String> environment, List<Problem> problems) {
        String named = environment.getOrDefault(FILE_VARIABLE, "");
        File file = new File(named.isEmpty() ? DEFAULT_FILE : named);
        if (file.isFile()) {
            return Optional.of(file);
        }
        if (!named.isEmpty()) {
            problems.add(new Problem(
                    FILE_VARIABLE, "there is no file '" + named + "'", "mount it, or leave the variable out"));
        }
        return Optional.empty();
    }

    private static void readEnvironment(
            Map<String, String> environment, Map<Setting<?>, Raw> written, List<Problem> problems) {
        Map<String, Setting<?>> known = new TreeMap<>();
        for (Setting<?> setting : Settings.ALL) {
            known.put(setting.variable(), setting);
        }
        for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
            String name = variable.getKey();
            // An empty variable is how compose files pass on one that is not set.
            if (!name.startsWith(Setting.PREFIX)
                    || name.equals(FILE_VARIABLE)
                    || variable.getValue().isBlank()) {
                continue;
            }
            Setting<?> setting = known.get(name);
            if (setting != null) {
                written.put(setting, Raw.ofText(variable.getValue(), new Origin(name)));
            } else {
                problems.add(new Problem(name, "there is no such setting", mend(name, known.keySet())));
            }
        }
    }

    /** What to do about a name that is not known. */
    static String mend(String wrong, Collection<String> known) {
        return NearestName.of(wrong, known)
                .map(name -> "did you mean " + name + "?")
                .orElse("remove it; `fairlead-sidecar --help` lists what there is");
    }

    private static Config assemble(Values values) throws ConfigurationException {
        Optional<RouterSettings> router = new RouterReader(values).read();
        Optional<HaproxySettings> haproxy = values.derive(
                () -> haproxy(values), Settings.HAPROXY_RESTART_DELAY, Settings.HAPROXY_RESTART_DELAY_LIMIT);
        Optional<HealthSettings> health =
                values.derive(() -> new HealthReader(values).read(), Settings.HEALTH_INTERVAL);
        Optional<ProcessSettings> process =
                values.derive(() -> process(values), Settings.RUN_DIRECTORY, Settings.AGENT_SOCKET);
        Optional<Optional<Listen>> http = values.derive(() -> values.get(Settings.HTTP_LISTEN), Settings.HTTP_LISTEN);
        if (!values.problems().isEmpty()) {
            throw new ConfigurationException(values.problems());
        }
        return new Config(
                router.orElseThrow(),
                haproxy.orElseThrow(),
                health.orElseThrow(),
                http.orElseThrow(),
                process.orElseThrow(),
                values.shown());
    }

    private static HaproxySettings haproxy(Values values) {
        return new HaproxySettings(
                values.get(Settings.HAPROXY_MODE),
                values.get(Settings.HAPROXY_BINARY),
                values.get(Settings.HAPROXY_CONFIG),
                values.get(Settings.HAPROXY_ARGUMENTS),
                values.get(Settings.HAPROXY_SOCKET).map(Path::of),
                values.get(Settings.HAPROXY_STOP_TIMEOUT),
                values.get(Settings.HAPROXY_RESTART_DELAY),
                values.get(Settings.HAPROXY_RESTART_DELAY_LIMIT),
                values.get(Settings.HAPROXY_HUNG_LIMIT));
    }

    private static ProcessSettings process(Values values) {
        return new ProcessSettings(
                Path.of(values.get(Settings.RUN_DIRECTORY)),
                values.get(Settings.AGENT_SOCKET).map(Path::of),
                values.get(Settings.REAL_TIME),
                values.get(Settings.NONLOCAL_BIND),
                values.get(Settings.LOG_LEVEL));
    }
}

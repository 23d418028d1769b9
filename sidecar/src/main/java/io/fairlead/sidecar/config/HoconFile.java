package io.fairlead.sidecar.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import io.fairlead.core.text.Problem;
import java.io.File;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads {@code fairlead.conf}. Its library is loaded only where there is such a file. */
final class HoconFile {
    private HoconFile() {}

    /** Adds the file's values to {@code written}, and unknown keys and errors of syntax to {@code problems}. */
    static void read(File file, Map<Setting<?>, Raw> written, List<Problem> problems) {
        Config config;
        try {
            config = ConfigFactory.parseFile(
                            file,
                            ConfigParseOptions.defaults()
                                    .setAllowMissing(false)
                                    .setSyntax(ConfigSyntax.CONF)
                                    .setOriginDescription(file.getPath()))
                    .resolve();
        } catch (ConfigException e) {
            problems.add(new Problem(where(file, e), words(e), "correct the syntax; it is HOCON"));
            return;
        }
        Map<String, Setting<?>> known = new TreeMap<>();
        for (Setting<?> setting : Settings.ALL) {
            known.put(setting.key(), setting);
        }
        List<Map.Entry<String, ConfigValue>> entries = new ArrayList<>(config.entrySet());
        entries.sort(Comparator.comparingInt(entry -> entry.getValue().origin().lineNumber()));
        for (Map.Entry<String, ConfigValue> entry : entries) {
            String key = String.join(".", ConfigUtil.splitPath(entry.getKey()));
            ConfigValue value = entry.getValue();
            Origin origin = new Origin(file.getPath() + ":" + value.origin().lineNumber());
            Setting<?> setting = known.get(key);
            if (setting != null) {
                written.put(setting, raw(value, origin));
            } else {
                problems.add(new Problem(
                        origin.text(), "there is no key '" + key + "'", ConfigReader.mend(key, known.keySet())));
            }
        }
    }

    private static Raw raw(ConfigValue value, Origin origin) {
        if (value.unwrapped() instanceof List<?> list) {
            List<String> texts = new ArrayList<>();
            for (Object element : list) {
                texts.add(String.valueOf(element));
            }
            return new Raw(texts, origin);
        }
        return Raw.ofText(String.valueOf(value.unwrapped()), origin);
    }

    private static String where(File file, ConfigException e) {
        return e.origin() == null || e.origin().lineNumber() < 0
                ? file.getPath()
                : file.getPath() + ":" + e.origin().lineNumber();
    }

    /** The library's message without the place, which stands in front of it already, and on one line. */
    private static String words(ConfigException e) {
        String message = String.valueOf(e.getMessage()).replace('\n', ' ');
        int end = e.origin() == null ? -1 : message.indexOf(": ");
        return end < 0 ? message : message.substring(end + 2);
    }
}

package io.fairlead.core.model;

import io.fairlead.core.check.CheckLabels;
import io.fairlead.core.check.ServiceChecks;
import io.fairlead.core.text.NearestName;
import io.fairlead.core.text.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A service that fairlead.conf defines: a LAN address that leads to listed servers, without any container of ours.
 */
public final class ConfiguredService {
    private static final String CHECK = "check";

    /** In a file {@code check} cannot be a word and a section at once, so there the word may be {@code check.kind}. */
    private static final String CHECK_KIND = CHECK + ".kind";

    private final String name;
    /** File and line where it begins. */
    private final String origin;

    private final LanWish lan;
    private final ServiceChecks checks;

    private ConfiguredService(String name, String origin, LanWish lan, ServiceChecks checks) {
        this.name = name;
        this.origin = origin;
        this.lan = lan;
        this.checks = checks;
    }

    /** A value as it was written; {@code origin} is file and line, or a variable. */
    public record Entry(String text, String origin) {}

    /** Either a service, or at least one problem. */
    public record Result(Optional<ConfiguredService> service, List<Problem> problems) {}

    /**
     * Reads one.
     *
     * @param entries by key without {@code services.NAME.}; not empty
     */
    public static Result read(String name, Map<String, Entry> entries, LanDefaults defaults) {
        Reader reader = new Reader(name, entries);
        if (!isName(name)) {
            reader.problems.add(new Problem(
                    reader.origin(),
                    "services: '" + name + "' is not a name",
                    "use 1 to 63 letters, digits, '_', '.' and '-'"));
        }
        entries.keySet().stream()
                .filter(key -> !LanKey.all().contains(key) && !CheckLabels.isBelow(CHECK, key))
                .sorted()
                .forEach(key -> reader.problem(
                        key, "unknown key" + NearestName.hint(key, LanKey.all()), "rename or remove it"));
        Optional<LanWish> lan = LanWishReader.read(reader, defaults.scheduler());
        if (reader.text("lan-vip").isEmpty()) {
            reader.problem("lan-vip", "missing", "add it, for instance " + reader.name("lan-vip") + " = 192.168.1.157");
        }
        if (lan.isPresent()
                && !(lan.get().balancing().targets() instanceof Targets.Listed)
                && reader.problems.isEmpty()) {
            reader.problem(
                    "targets",
                    reader.text("targets").isEmpty() ? "missing" : "means containers, and this service has none",
                    "list addresses, for instance [\"10.0.0.1:80 weight=2\", \"10.0.0.2:80\"]");
        }
        CheckLabels.Result checks = CheckLabels.read(CHECK, reader.checkTexts(), reader::where);
        reader.problems.addAll(checks.problems());
        return new Result(
                lan.filter(_ -> reader.problems.isEmpty())
                        .map(wish -> new ConfiguredService(name, reader.origin(), wish, checks.checks())),
                List.copyOf(reader.problems));
    }

    /** 1 to 63 letters, digits, '_', '.' and '-', beginning with a letter or digit. */
    static boolean isName(String text) {
        return text.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");
    }

    public String name() {
        return name;
    }

    String origin() {
        return origin;
    }

    LanWish lan() {
        return lan;
    }

    ServiceChecks checks() {
        return checks;
    }

    /** The entries of one service. */
    private static final class Reader implements Written {
        private final String service;
        private final Map<String, Entry> entries;
        private final List<Problem> problems = new ArrayList<>();

        Reader(String service, Map<String, Entry> entries) {
            this.service = service;
            this.entries = entries;
        }

        String origin() {
            return entries.values().stream().map(Entry::origin).findFirst().orElse("fairlead.conf");
        }

        @Override
        public Optional<String> text(String key) {
            return Optional.ofNullable(entries.get(key))
                    .map(entry -> entry.text().strip())
                    .filter(text -> !text.isEmpty());
        }

        @Override
        public String name(String key) {
            return "services." + service + "." + key;
        }

        @Override
        public void problem(String key, String what, String mend) {
            problems.add(new Problem(where(key), what, mend));
        }

        private String where(String key) {
            String where =
                    Optional.ofNullable(entries.get(key)).map(Entry::origin).orElseGet(this::origin);
            return where + ", " + name(key);
        }

        private Map<String, String> checkTexts() {
            Map<String, String> texts = new TreeMap<>();
            entries.forEach((key, entry) -> texts.put(key.equals(CHECK_KIND) ? CHECK : key, entry.text()));
            return texts;
        }
    }
}

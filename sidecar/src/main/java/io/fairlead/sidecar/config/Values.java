package io.fairlead.sidecar.config;

import io.fairlead.core.text.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The settings as read, and all that was found wrong with them so far. */
final class Values {
    private final Map<Setting<?>, Raw> written;
    private final Map<Setting<?>, Object> read = new HashMap<>();
    private final Map<Setting<?>, Shown> derived = new HashMap<>();
    private final List<Problem> problems;

    /**
     * Reads every setting at once.
     *
     * @param written what the user wrote; a setting without an entry has its default
     * @param problems what is wrong already, for instance unknown keys
     */
    Values(Map<Setting<?>, Raw> written, List<Problem> problems) {
        this.written = Map.copyOf(written);
        this.problems = new ArrayList<>(problems);
        for (Setting<?> setting : Settings.ALL) {
            Raw raw = raw(setting);
            try {
                read.put(setting, setting.syntax().read(raw.texts()));
            } catch (Mistake e) {
                // A default that cannot be read stands for a value that must be set.
                String where = isWritten(setting) ? raw.origin().text() : setting.variable();
                this.problems.add(new Problem(where, setting.key() + ": " + e.getMessage(), e.mend()));
            }
        }
    }

    /** The value; a value that could not be read ends the enclosing {@link #derive}. */
    @SuppressWarnings("unchecked") // The only writer is the constructor, with the setting's own syntax.
    <T> T get(Setting<T> setting) {
        Object value = read.get(setting);
        if (value == null) {
            throw new AlreadyReported();
        }
        return (T) value;
    }

    /** What an earlier {@link #derive} gave; if it gave nothing, the enclosing one ends without another problem. */
    <T> T need(Optional<T> earlier) {
        return earlier.orElseThrow(AlreadyReported::new);
    }

    boolean isWritten(Setting<?> setting) {
        return written.containsKey(setting);
    }

    /**
     * A value made of several settings, or empty and a problem if they do not fit together. The problem is shown where
     * the first setting of {@code blamed} stands that the user wrote.
     */
    <T> Optional<T> derive(Supplier<T> from, Setting<?>... blamed) {
        try {
            return Optional.of(from.get());
        } catch (AlreadyReported e) {
            return Optional.empty();
        } catch (Mistake e) {
            problems.add(new Problem(blame(blamed), e.getMessage(), e.mend()));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            // A record of core that refuses a value; its message says why.
            problems.add(new Problem(blame(blamed), blamed[0] + ": " + e.getMessage(), "write another value"));
            return Optional.empty();
        }
    }

    private String blame(Setting<?>... settings) {
        for (Setting<?> setting : settings) {
            if (isWritten(setting)) {
                return raw(setting).origin().text();
            }
        }
        return settings[0].variable();
    }

    /** Tells {@link #shown} what an {@code auto} turned out to be. */
    void derived(Setting<?> setting, String text, String from) {
        if (!isWritten(setting) || raw(setting).text().equals(Notation.AUTO)) {
            derived.put(setting, new Shown(setting.key(), text, Origin.derived(from)));
        }
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    List<Shown> shown() {
        List<Shown> shown = new ArrayList<>();
        for (Setting<?> setting : Settings.ALL) {
            Raw raw = raw(setting);
            String text = setting == Settings.AUTH_PASSWORD && !raw.texts().isEmpty() ? "…" : raw.text();
            shown.add(derived.getOrDefault(setting, new Shown(setting.key(), text, raw.origin())));
        }
        return shown;
    }

    private Raw raw(Setting<?> setting) {
        Raw raw = written.get(setting);
        return raw != null ? raw : Raw.ofText(setting.defaultText(), Origin.DEFAULT);
    }

    /** Thrown and caught within this package: the problem is in the list. */
    private static final class AlreadyReported extends RuntimeException {
        private static final long serialVersionUID = 1L;

        AlreadyReported() {
            super("", null, false, false);
        }
    }
}

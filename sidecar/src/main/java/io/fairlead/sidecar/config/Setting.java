package io.fairlead.sidecar.config;

import java.util.Locale;

/** One thing that can be set, under a dashed HOCON key or its environment variable. */
public final class Setting<T> {
    /** How all our environment variables begin. */
    public static final String PREFIX = "FAIRLEAD_";

    private final String key;
    private final String defaultText;
    private final Syntax<T> syntax;

    /**
     * A setting.
     *
     * @param key for instance {@code haproxy.stop-timeout}; the variable is {@code FAIRLEAD_HAPROXY_STOP_TIMEOUT}
     * @param defaultText as a user would write it; {@code auto}: derived from other values; empty: there is none
     * @param syntax turns what was written into a value, or says why it cannot
     */
    Setting(String key, String defaultText, Syntax<T> syntax) {
        this.key = key;
        this.defaultText = defaultText;
        this.syntax = syntax;
    }

    public String key() {
        return key;
    }

    public String defaultText() {
        return defaultText;
    }

    Syntax<T> syntax() {
        return syntax;
    }

    /** The environment variable: dots and dashes become underscores. */
    public String variable() {
        return PREFIX + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return key;
    }
}

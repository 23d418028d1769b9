package io.fairlead.sidecar.http;

/** Writes Prometheus' text format, version 0.0.4. Samples of one metric are written in one go after its head. */
final class MetricsText {
    private final StringBuilder text = new StringBuilder(8192);
    private String name = "";

    /** Begins a metric; {@code type} is counter, gauge or histogram. */
    MetricsText metric(String metricName, String type, String help) {
        name = metricName;
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        return this;
    }

    /** A sample of the metric that was begun last; {@code labels} are names and values in turn. */
    MetricsText sample(long value, String... labels) {
        return line("", Long.toString(value), labels);
    }

    /** As {@link #sample(long, String...)}. */
    MetricsText sample(double value, String... labels) {
        return line("", Double.toString(value), labels);
    }

    /** As {@link #sample(long, String...)}, with the metric's name extended: {@code _bucket}, {@code _count}. */
    MetricsText sampleOf(String suffix, long value, String... labels) {
        return line(suffix, Long.toString(value), labels);
    }

    /** As {@link #sampleOf(String, long, String...)}: {@code _sum}. */
    MetricsText sampleOf(String suffix, double value, String... labels) {
        return line(suffix, Double.toString(value), labels);
    }

    private MetricsText line(String suffix, String value, String... labels) {
        text.append(name).append(suffix);
        for (int i = 0; i < labels.length; i += 2) {
            text.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
            escaped(labels[i + 1]);
            text.append('"');
        }
        text.append(labels.length == 0 ? " " : "} ").append(value).append('\n');
        return this;
    }

    private void escaped(String value) {
        for (int i = 0; i < value.length(); i++) {
            char letter = value.charAt(i);
            switch (letter) {
                case '\\' -> text.append("\\\\");
                case '"' -> text.append("\\\"");
                case '\n' -> text.append("\\n");
                default -> text.append(letter);
            }
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

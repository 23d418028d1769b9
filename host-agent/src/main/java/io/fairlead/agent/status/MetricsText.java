package io.fairlead.agent.status;

import java.util.Map;
import java.util.TreeMap;

/** Writes Prometheus' text format 0.0.4; labels in alphabetical order. */
final class MetricsText {
    private final StringBuilder out = new StringBuilder();
    private String metric = "";

    /** Begins a metric; {@code type} is gauge or counter. */
    MetricsText metric(String name, String type, String help) {
        metric = name;
        out.append("# HELP ").append(name).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        return this;
    }

    /** A sample of the metric that was begun last. */
    MetricsText sample(double value, Map<String, String> labels) {
        return part("", value, labels);
    }

    /** A sample of a part of the metric that was begun last: of a histogram {@code _bucket}, {@code _sum} or {@code _count}. */
    MetricsText part(String suffix, double value, Map<String, String> labels) {
        out.append(metric).append(suffix);
        if (!labels.isEmpty()) {
            StringBuilder inner = new StringBuilder();
            new TreeMap<>(labels)
                    .forEach((label, text) -> inner.append(inner.isEmpty() ? "" : ",")
                            .append(label)
                            .append("=\"")
                            .append(text.replace("\\", "\\\\")
                                    .replace("\"", "\\\"")
                                    .replace("\n", "\\n"))
                            .append('"'));
            out.append('{').append(inner).append('}');
        }
        out.append(' ').append(value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value));
        out.append('\n');
        return this;
    }

    MetricsText sample(double value) {
        return sample(value, Map.of());
    }

    MetricsText sample(boolean value, Map<String, String> labels) {
        return sample(value ? 1 : 0, labels);
    }

    @Override
    public String toString() {
        return out.toString();
    }
}

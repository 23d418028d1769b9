package io.fairlead.lab.footprint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All measures of one run of the bench. */
record FootprintReport(String kernel, String engine, List<Measure> measures) {
    FootprintReport {
        measures = List.copyOf(measures);
    }

    boolean within() {
        return measures.stream().allMatch(Measure::within);
    }

    /** One object on one line: each measure by its name, in its unit. */
    String json() {
        ObjectNode top = new ObjectMapper().createObjectNode();
        top.put("kernel", kernel).put("engine", engine).put("within_budget", within());
        for (Measure measure : measures) {
            ObjectNode node = top.putObject(measure.name());
            node.put("unit", measure.unit()).put("median", rounded(measure.median()));
            node.put("min", rounded(measure.least())).put("max", rounded(measure.most()));
            node.put("budget", measure.budget()).put("within_budget", measure.within());
            ArrayNode runs = node.putArray("runs");
            measure.runs().forEach(run -> runs.add(rounded(run)));
        }
        return top.toString();
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }

    List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "  %-44s %8s %15s %8s", "", "median", "min – max", "budget"));
        for (Measure measure : measures) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-44s %8.1f %15s %8.0f  %s",
                    measure.words() + ", " + measure.unit(),
                    measure.median(),
                    String.format(Locale.ROOT, "%.1f – %.1f", measure.least(), measure.most()),
                    measure.budget(),
                    measure.within() ? "pass" : "FAIL"));
        }
        lines.add("");
        lines.add("  several copies run on one host and share the pages of the runtime's files; Docker Engine " + engine
                + ", Linux " + kernel);
        return lines;
    }
}

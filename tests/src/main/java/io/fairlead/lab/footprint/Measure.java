package io.fairlead.lab.footprint;

import java.util.List;

/**
 * One quantity, measured several times.
 *
 * @param name as in JSON
 * @param words for people
 * @param budget the median may be this at most
 * @param runs one value each
 */
record Measure(String name, String words, String unit, double budget, List<Double> runs) {
    Measure {
        runs = List.copyOf(runs);
        if (runs.isEmpty()) {
            throw new IllegalArgumentException(name + " was never measured");
        }
    }

    double median() {
        List<Double> sorted = runs.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double least() {
        return runs.stream().min(Double::compare).orElseThrow();
    }

    double most() {
        return runs.stream().max(Double::compare).orElseThrow();
    }

    boolean within() {
        return median() <= budget;
    }
}

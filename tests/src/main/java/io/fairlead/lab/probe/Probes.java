package io.fairlead.lab.probe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finished probes in the order of their begins, and what they say. */
public record Probes(List<Probe> list) {
    /** Good probes between two failed ones that do not make two outages of one: a flapping service is not back. */
    private static final int FLAPPING = 20;

    public Probes {
        list = List.copyOf(list);
    }

    static Probes of(List<Probe> finished) {
        return new Probes(finished.stream()
                .sorted(Comparator.comparingLong(Probe::startNanos))
                .toList());
    }

    /** Those that were begun from {@code fromNanos} (inclusive) to {@code toNanos} (exclusive). */
    public Probes between(long fromNanos, long toNanos) {
        return new Probes(list.stream()
                .filter(probe -> probe.startNanos() - fromNanos >= 0 && probe.startNanos() - toNanos < 0)
                .toList());
    }

    /** The newest {@code count}, or fewer if there are not as many. */
    public List<Probe> last(int count) {
        return list.subList(Math.max(0, list.size() - count), list.size());
    }

    public int count() {
        return list.size();
    }

    public int failed() {
        return (int) list.stream().filter(probe -> !probe.answered()).count();
    }

    /** How many failed in which way. */
    public Map<Outcome, Long> failures() {
        return list.stream()
                .filter(probe -> !probe.answered())
                .collect(Collectors.groupingBy(
                        Probe::outcome, () -> new EnumMap<>(Outcome.class), Collectors.counting()));
    }

    /** Who answered last among those begun before {@code nanos}. */
    public Optional<String> answeredBefore(long nanos) {
        return list.stream()
                .filter(probe -> probe.answered() && probe.endNanos() - nanos < 0)
                .reduce((first, second) -> second)
                .map(Probe::answeredBy);
    }

    /** Who answered the newest of the good probes. */
    public Optional<String> answeredLast() {
        return list.stream()
                .filter(Probe::answered)
                .reduce((first, second) -> second)
                .map(Probe::answeredBy);
    }

    /** The longest that a good probe waited for its answer, 0 if there is none. */
    public long slowestNanos() {
        return list.stream()
                .filter(Probe::answered)
                .mapToLong(probe -> probe.endNanos() - probe.startNanos())
                .max()
                .orElse(0);
    }

    /** For how long in all nobody answered: the sum over {@link #outages}. */
    public long outageNanos() {
        return outages().stream().mapToLong(Outage::nanos).sum();
    }

    /** The groups of failed probes; empty if none failed. */
    public List<Outage> outages() {
        List<Outage> outages = new ArrayList<>();
        int first = -1;
        int last = -1;
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).answered()) {
                continue;
            }
            if (first >= 0 && i - last > FLAPPING) {
                outages.add(outage(first, last));
                first = i;
            }
            first = first < 0 ? i : first;
            last = i;
        }
        if (first >= 0) {
            outages.add(outage(first, last));
        }
        return outages;
    }

    /** From the last good completion before the failed group to the first good one after it. */
    private Outage outage(int first, int last) {
        long from = list.subList(0, first).stream()
                .filter(Probe::answered)
                .mapToLong(Probe::endNanos)
                .max()
                .orElse(list.get(first).startNanos());
        long to = list.subList(last + 1, list.size()).stream()
                .mapToLong(Probe::endNanos)
                .min()
                .orElse(list.getLast().endNanos());
        return new Outage(from, Math.max(from, to));
    }

    /** A time without an answer, on the clock of System.nanoTime. */
    public record Outage(long fromNanos, long toNanos) {
        public long nanos() {
            return toNanos - fromNanos;
        }
    }
}

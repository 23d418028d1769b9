package io.fairlead.lab.bench.report;

import io.fairlead.lab.bench.ipvs.IpvsResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code ./fairlead bench ipvs} found, as text and as a page.
 *
 * @param results one for each size of the table, the largest last
 * @param machine where, in words
 */
public record IpvsPage(List<IpvsResult> results, String machine) {
    private static final double LEAST_TIMES_IPVSADM = 5;
    private static final double LEAST_TIMES_RELOAD = 20;
    private static final double MOST_CHANGE = 20;
    private static final double MOST_ADOPT = 2000;

    /** A row of the table: what was done, and by what name each contender did it. */
    private record Row(String what, String fairlead, String ipvsadm, String keepalived) {}

    private static final List<Row> ROWS = List.of(
            new Row("whole table written", "whole table", "whole table", "whole table"),
            new Row("one weight changed", "one change", "one change", "one change by reload"),
            new Row("all of it looked at, nothing to do", "look at all", "", ""),
            new Row("a restarted agent adopts it, the JVM warm", "adopt", "", ""),
            new Row("the same in a fresh JVM", "adopt, in a fresh JVM", "", ""),
            new Row("the same, with the JVM's start", "adopt, the JVM's start included", "", ""),
            new Row("all of it given up", "give all up", "", ""));

    /** A limit, and what was measured. */
    private record Limit(String words, boolean kept) {}

    /** Whether the limits are kept for the largest table. */
    public boolean within() {
        return limits().stream().allMatch(Limit::kept);
    }

    private List<Limit> limits() {
        IpvsResult large = results.getLast();
        double change = median(large, "fairlead", "one change").orElseThrow();
        double whole = median(large, "fairlead", "whole table").orElseThrow();
        double adopt = median(large, "fairlead", "adopt").orElseThrow();
        double times = median(large, "ipvsadm", "whole table").orElseThrow() / whole;
        double reload = median(large, "keepalived", "one change by reload").orElseThrow() / change;
        return List.of(
                limit(
                        times >= LEAST_TIMES_IPVSADM,
                        "whole table: %.1f times as fast as ipvsadm -R (5 at least)",
                        times),
                limit(change <= MOST_CHANGE, "one change: %.1f ms (20 at most)", change),
                limit(
                        reload >= LEAST_TIMES_RELOAD,
                        "one change: %.0f times as fast as keepalived's reload (20 at least)",
                        reload),
                limit(adopt <= MOST_ADOPT, "adopt: %.0f ms (2,000 at most), and nothing changes", adopt));
    }

    private static Limit limit(boolean kept, String words, double value) {
        return new Limit(String.format(Locale.ROOT, words, value) + (kept ? "" : ": NOT KEPT"), kept);
    }

    private static Optional<Double> median(IpvsResult result, String who, String what) {
        return Optional.ofNullable(result.millis().get(who + ": " + what))
                .map(values -> Spread.of(values).median());
    }

    /** For a terminal. */
    public List<String> text() {
        List<String> lines = new ArrayList<>();
        for (IpvsResult result : results) {
            lines.add("");
            lines.add(result.services() + " services with 2 targets each");
            for (Map.Entry<String, List<Double>> entry : result.millis().entrySet()) {
                Spread spread = Spread.of(entry.getValue());
                lines.add(String.format(
                        Locale.ROOT,
                        "  %-42s median %9.1f ms, worst %9.1f ms of %d",
                        entry.getKey(),
                        spread.median(),
                        spread.worst(),
                        entry.getValue().size()));
            }
        }
        lines.add("");
        limits().forEach(limit -> lines.add(limit.words()));
        return lines;
    }

    /** For the documentation. */
    public String page() {
        List<String> lines = new ArrayList<>(List.of(
                "# Large IPVS tables",
                "",
                "Written by `./fairlead bench ipvs`. " + machine
                        + "; all contenders one after the other in one guest with one"
                        + " CPU, User-Mode Linux " + results.getLast().kernel() + ", where a system call costs about"
                        + " 20 µs: compare the contenders, not the milliseconds.",
                "",
                "Each service has two targets with NAT and round robin, a hundred services an address. Fairlead is the agent's"
                        + " way from fairlead.conf and from what its checks find to the kernel, with the options of its JVM;"
                        + " \"one weight changed\" begins with the news that a check has found something, while 2,000"
                        + " targets are checked, and ends when the kernel has acknowledged it and the agent has taken note. ipvsadm is"
                        + " `ipvsadm -R`, and `ipvsadm -e` for the change. keepalived has nothing but these virtual servers"
                        + " without checks, and is timed until its last service, or the new weight, is in the kernel, looked"
                        + " at every 2 ms. Adopting must leave `ipvsadm -Sn` as it was, else the bench fails.",
                ""));
        for (IpvsResult result : results) {
            lines.add("## " + String.format(Locale.ROOT, "%,d", result.services()) + " services");
            lines.add("");
            lines.add("| median / worst of how many, ms | Fairlead | ipvsadm | keepalived |");
            lines.add("|---|---|---|---|");
            for (Row row : ROWS) {
                lines.add("| " + row.what() + " | " + cell(result, "fairlead", row.fairlead()) + " | "
                        + cell(result, "ipvsadm", row.ipvsadm()) + " | "
                        + cell(result, "keepalived", row.keepalived()) + " |");
            }
            lines.add("");
        }
        lines.add("## What it must keep");
        lines.add("");
        limits().forEach(limit -> lines.add("- " + limit.words()));
        return String.join("\n", lines) + "\n";
    }

    private static String cell(IpvsResult result, String who, String what) {
        List<Double> values = result.millis().get(who + ": " + what);
        if (values == null) {
            return "–";
        }
        Spread spread = Spread.of(values);
        return Numbers.millis(spread.median()) + " / " + Numbers.millis(spread.worst()) + " of " + values.size();
    }
}

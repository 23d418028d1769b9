package io.fairlead.lab.bench.report;

import io.fairlead.lab.bench.failover.BenchFault;
import io.fairlead.lab.bench.failover.FailoverResults;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The outages of one row as distribution functions of all contenders: how many of the rounds, upwards, were over after so many
 * milliseconds, to the right, in logarithmic steps. A line that does not reach the top had rounds without an end.
 */
final class CdfPlot {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 320;
    private static final int LEFT = 60;
    private static final int RIGHT = 190;
    private static final int TOP = 40;
    private static final int BOTTOM = 45;
    /** An outage of 0 stands at the left edge. */
    private static final double LEAST_MILLIS = 0.5;

    private static final double MOST_MILLIS = 20_000;
    private static final List<String> COLOURS = List.of("#0b6e4f", "#c0392b", "#e08e0b", "#2c5aa0");

    private final FailoverResults results;
    private final BenchFault row;
    private final StringBuilder svg = new StringBuilder();

    CdfPlot(FailoverResults results, BenchFault row) {
        this.results = results;
        this.row = row;
    }

    /** Whether anybody was without an answer. */
    static boolean worthIt(FailoverResults results, BenchFault row) {
        return results.rounds().stream().anyMatch(round -> round.row() == row && round.outageMillis() > 0);
    }

    String svg() {
        line(String.format(
                Locale.ROOT,
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' height='%d'"
                        + " font-family='sans-serif' font-size='12'>",
                WIDTH,
                HEIGHT,
                WIDTH,
                HEIGHT));
        line(String.format(Locale.ROOT, "<rect width='%d' height='%d' fill='white'/>", WIDTH, HEIGHT));
        line(String.format(
                Locale.ROOT,
                "<text x='%d' y='22' font-size='14' font-weight='bold'>%s</text>",
                LEFT,
                escaped(row.words())));
        axes();
        int drawn = 0;
        List<String> forms = FailoverJson.forms();
        for (int index = 0; index < forms.size(); index++) {
            String form = forms.get(index);
            var summary = RowSummary.of(results, form, row);
            if (summary.isPresent()) {
                curve(summary.get().outages(), COLOURS.get(index));
                legend(FailoverPage.words(form), COLOURS.get(index), drawn++);
            }
        }
        line("</svg>");
        return svg.toString();
    }

    private void axes() {
        for (int percent = 0; percent <= 100; percent += 25) {
            double y = y(percent / 100.0);
            line(String.format(
                    Locale.ROOT,
                    "<line x1='%d' y1='%.1f' x2='%d' y2='%.1f' stroke='#dddddd'/>",
                    LEFT,
                    y,
                    WIDTH - RIGHT,
                    y));
            line(String.format(
                    Locale.ROOT, "<text x='%d' y='%.1f' text-anchor='end'>%d %%</text>", LEFT - 6, y + 4, percent));
        }
        for (double millis : new double[] {1, 3, 10, 30, 100, 300, 1000, 3000, 10_000}) {
            double x = x(millis);
            line(String.format(
                    Locale.ROOT,
                    "<line x1='%.1f' y1='%d' x2='%.1f' y2='%d' stroke='#dddddd'/>",
                    x,
                    TOP,
                    x,
                    HEIGHT - BOTTOM));
            String words = millis < 1000 ? Math.round(millis) + " ms" : Math.round(millis / 1000) + " s";
            line(String.format(
                    Locale.ROOT,
                    "<text x='%.1f' y='%d' text-anchor='middle'>%s</text>",
                    x,
                    HEIGHT - BOTTOM + 16,
                    words));
        }
        line(String.format(
                Locale.ROOT,
                "<text x='%d' y='%d' text-anchor='middle'>%s</text>",
                (LEFT + WIDTH - RIGHT) / 2,
                HEIGHT - 10,
                "without an answer for"));
    }

    private void curve(Spread outages, String colour) {
        List<Double> sorted = outages.sorted();
        List<String> points = new ArrayList<>();
        double share = 0;
        points.add(point(LEAST_MILLIS, 0));
        for (double millis : sorted) {
            if (Double.isInfinite(millis)) {
                break;
            }
            points.add(point(millis, share));
            share += 1.0 / sorted.size();
            points.add(point(millis, share));
        }
        points.add(point(MOST_MILLIS, share));
        line(String.format(
                Locale.ROOT,
                "<polyline points='%s' fill='none' stroke='%s' stroke-width='2.5'/>",
                String.join(" ", points),
                colour));
    }

    private void legend(String words, String colour, int index) {
        int x = WIDTH - RIGHT + 12;
        int y = TOP + 12 + index * 20;
        line(String.format(
                Locale.ROOT,
                "<line x1='%d' y1='%d' x2='%d' y2='%d' stroke='%s' stroke-width='2.5'/>",
                x,
                y,
                x + 18,
                y,
                colour));
        line(String.format(Locale.ROOT, "<text x='%d' y='%d'>%s</text>", x + 24, y + 4, escaped(words)));
    }

    private static String point(double millis, double share) {
        return String.format(Locale.ROOT, "%.1f,%.1f", x(millis), y(share));
    }

    private static double x(double millis) {
        double position =
                Math.log(Math.max(millis, LEAST_MILLIS) / LEAST_MILLIS) / Math.log(MOST_MILLIS / LEAST_MILLIS);
        return LEFT + position * (WIDTH - RIGHT - LEFT);
    }

    private static double y(double share) {
        return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP);
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;");
    }

    private void line(String text) {
        svg.append(text).append('\n');
    }
}

package io.fairlead.lab.bench.report;

import io.fairlead.lab.bench.failover.BenchFault;
import io.fairlead.lab.bench.failover.FailoverResults;
import io.fairlead.lab.bench.failover.FairleadContender;
import io.fairlead.lab.bench.failover.IdleWatch;
import io.fairlead.lab.bench.failover.KeepalivedForm;
import io.fairlead.lab.bench.failover.RoundResult;
import io.fairlead.lab.bench.watch.LineStates;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The page of the results, in Markdown. */
final class FailoverPage {
    private final FailoverResults results;
    private final StringBuilder text = new StringBuilder();

    FailoverPage(FailoverResults results) {
        this.results = results;
    }

    String markdown() {
        head();
        table(FailoverTable.HEAD, new FailoverTable(results).rows());
        plots();
        details();
        idle();
        problems();
        return text.toString();
    }

    private void head() {
        paragraph("# For how long clients are without an answer");
        paragraph("Written by `./fairlead bench failover`. " + results.machine().words()
                + "; everything on one engine, one contender after the other in one run, "
                + results.plan().runs()
                + " rounds of each fault for Fairlead with its defaults (advertisements every 100 ms) and "
                + results.plan().runsKeepalived() + " for each form of keepalived.");
        paragraph("""
                A client on the engine's host opens a new TCP connection to the container VIP every millisecond, whatever became \
                of those before; each must bring a line that names the answering HAProxy within a second. The outage is the time \
                from the last good completion before the failed connections to the first good one after them; 0 if none failed. \
                p95 is the nearest rank. "never": no answer until the bench gave up (16 s for `docker stop`, else 8 s for the \
                recipe and 5 s for the others). Forms without an agent are compared by the fault without one.""");
    }

    private void table(List<String> head, List<List<String>> rows) {
        text.append("| ").append(String.join(" | ", head)).append(" |\n");
        text.append("|").append("---|".repeat(head.size())).append("\n");
        rows.forEach(row -> text.append("| ").append(String.join(" | ", row)).append(" |\n"));
        text.append("\n");
    }

    private void plots() {
        for (BenchFault row : BenchFault.values()) {
            if (CdfPlot.worthIt(results, row)) {
                text.append("![")
                        .append(row.words())
                        .append("](")
                        .append(FailoverReport.plot(row))
                        .append(")\n");
            }
        }
        text.append("\n");
    }

    private void details() {
        paragraph("## Round by round, summed up");
        paragraph("""
                *Failed* by kind over all rounds. *Two owners*: the longest time that both containers' kernels had the address, \
                median / worst. *ARP*: rounds in which more than one Ethernet address answered for it 100 ms after the takeover. \
                *Lasting connections*, ten that send and ten that only receive in each round: of those that send, and of those \
                that receive, how many survived, were reset, closed, or left hanging, and how long after the fault the last \
                one was told (the median of rounds).""");
        for (BenchFault row : BenchFault.values()) {
            List<List<String>> rows = FailoverJson.forms().stream()
                    .flatMap(form -> RowSummary.of(results, form, row).stream().map(summary -> detail(form, summary)))
                    .toList();
            if (!rows.isEmpty()) {
                paragraph("### " + row.words());
                table(
                        List.of(
                                "form",
                                "rounds",
                                "median / p95 / worst, ms",
                                "failed",
                                "takeover, ms",
                                "two owners, ms",
                                "ARP",
                                "senders",
                                "receivers",
                                "slowest answer, ms"),
                        rows);
            }
        }
    }

    private static List<String> detail(String form, RowSummary summary) {
        List<RoundResult> rounds = summary.rounds();
        Spread outages = summary.outages();
        Spread shared = Spread.of(rounds.stream().map(RoundResult::sharedMillis).toList());
        List<Double> takeovers = rounds.stream()
                .map(RoundResult::takeoverMillis)
                .filter(each -> each >= 0)
                .toList();
        return List.of(
                words(form),
                String.valueOf(rounds.size()),
                Numbers.millis(outages.median()) + " / " + Numbers.millis(outages.percentile(95)) + " / "
                        + Numbers.millis(outages.worst()),
                summary.failures().isEmpty() ? "0" : kinds(summary.failures()),
                takeovers.isEmpty() ? "–" : Numbers.millis(Spread.of(takeovers).median()),
                Numbers.millis(shared.median()) + " / " + Numbers.millis(shared.worst()),
                rounds.stream().filter(round -> round.arpAnswers() > 1).count() + " of " + rounds.size(),
                lines(rounds.stream().map(RoundResult::sending).toList()),
                lines(rounds.stream().map(RoundResult::receiving).toList()),
                Numbers.millis(rounds.stream()
                        .mapToDouble(RoundResult::slowestMillis)
                        .max()
                        .orElse(0)));
    }

    static String words(String form) {
        return form.equals(FairleadContender.KEY)
                ? "Fairlead"
                : KeepalivedForm.of(form).map(KeepalivedForm::words).orElse(form);
    }

    private static String kinds(Map<String, Long> failures) {
        return failures.entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String lines(List<LineStates> states) {
        LineStates sum = states.stream().reduce(LineStates.NONE, LineStates::plus);
        if (sum.all() == 0) {
            return "–";
        }
        Spread told = Spread.of(states.stream().map(LineStates::toldMillis).toList());
        return String.format(
                Locale.ROOT,
                "%d survived, %d reset, %d closed, %d hang%s",
                sum.survived(),
                sum.reset(),
                sum.closed(),
                sum.hanging(),
                told.median() > 0 ? "; told after " + Numbers.millis(told.median()) + " ms" : "");
    }

    private void idle() {
        paragraph("## Idle");
        paragraph(
                "No client, no fault, for 15 s: what the bridge's host hears, and the processor time of whole containers in"
                        + " percent of one core.");
        List<List<String>> rows =
                results.idle().stream().map(FailoverPage::idle).toList();
        table(List.of("form", "VRRP packets a second", "ARP packets a second", "processor"), rows);
    }

    private static List<String> idle(IdleWatch idle) {
        String processor = idle.processorPercent().entrySet().stream()
                .map(each -> String.format(Locale.ROOT, "%s %.2f %%", each.getKey(), each.getValue()))
                .collect(Collectors.joining("; "));
        return List.of(
                words(idle.form()),
                String.format(Locale.ROOT, "%.1f", idle.wire().vrrpPerSecond()),
                String.format(Locale.ROOT, "%.2f", idle.wire().arpPerSecond()),
                processor);
    }

    private void problems() {
        paragraph("## Rounds with trouble");
        List<String> lines = new ArrayList<>(results.problems());
        results.troubled()
                .forEach(round ->
                        lines.add(words(round.form()) + ", " + round.row().words() + ", round " + round.number()
                                + (round.measured() ? "" : " (not counted)") + ": " + round.problem()));
        paragraph(
                lines.isEmpty()
                        ? "None."
                        : lines.stream()
                                .map(line -> "- " + line.replace("\n", " "))
                                .collect(Collectors.joining("\n")));
    }

    private void paragraph(String words) {
        text.append(words).append("\n\n");
    }
}

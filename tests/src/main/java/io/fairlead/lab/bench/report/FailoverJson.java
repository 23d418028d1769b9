package io.fairlead.lab.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.lab.bench.failover.BenchFault;
import io.fairlead.lab.bench.failover.FailoverResults;
import io.fairlead.lab.bench.failover.FairleadContender;
import io.fairlead.lab.bench.failover.KeepalivedForm;
import io.fairlead.lab.bench.failover.RoundResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The results as JSON; an outage without end is null and "never" is true. */
final class FailoverJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private FailoverJson() {}

    static String of(FailoverResults results) {
        ObjectNode top = MAPPER.createObjectNode();
        top.set("machine", MAPPER.valueToTree(results.machine()));
        top.set("summary", summary(results));
        top.set("idle", MAPPER.valueToTree(results.idle()));
        top.set("problems", MAPPER.valueToTree(results.problems()));
        ArrayNode rounds = top.putArray("rounds");
        results.rounds().forEach(round -> rounds.add(round(round)));
        try {
            return MAPPER.writeValueAsString(top);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ArrayNode summary(FailoverResults results) {
        ArrayNode all = MAPPER.createArrayNode();
        for (BenchFault row : BenchFault.values()) {
            for (String form : forms()) {
                RowSummary.of(results, form, row).ifPresent(summary -> {
                    ObjectNode node = all.addObject();
                    node.put("fault", row.key())
                            .put("form", form)
                            .put("rounds", summary.rounds().size());
                    millis(node, "median_ms", summary.outages().median());
                    millis(node, "p95_ms", summary.outages().percentile(95));
                    millis(node, "worst_ms", summary.outages().worst());
                    node.put("failed", summary.failed()).put("probes", summary.probes());
                    if (form.equals(FairleadContender.KEY)) {
                        node.put("budget", row.budget().words()).put("within_budget", summary.withinBudget());
                    }
                });
            }
        }
        return all;
    }

    static List<String> forms() {
        List<String> forms = new ArrayList<>(List.of(FairleadContender.KEY));
        Arrays.stream(KeepalivedForm.values()).map(KeepalivedForm::key).forEach(forms::add);
        return forms;
    }

    private static ObjectNode round(RoundResult round) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("form", round.form()).put("fault", round.row().key()).put("round", round.number());
        node.put("holder", round.holder());
        millis(node, "outage_ms", round.outageMillis());
        node.put("never", round.never()).put("failed", round.failed()).put("probes", round.probes());
        node.set("failures", MAPPER.valueToTree(round.failures()));
        millis(node, "slowest_answer_ms", round.slowestMillis());
        millis(node, "takeover_ms", round.takeoverMillis());
        millis(node, "two_owners_ms", round.sharedMillis());
        node.put("arp_answers", round.arpAnswers());
        node.set("sending", MAPPER.valueToTree(round.sending()));
        node.set("receiving", MAPPER.valueToTree(round.receiving()));
        node.put("heal_s", Math.round(round.healSeconds() * 10) / 10.0).put("problem", round.problem());
        return node;
    }

    private static void millis(ObjectNode node, String name, double millis) {
        if (Double.isInfinite(millis)) {
            node.putNull(name);
        } else {
            node.put(name, Math.round(millis * 1000) / 1000.0);
        }
    }
}

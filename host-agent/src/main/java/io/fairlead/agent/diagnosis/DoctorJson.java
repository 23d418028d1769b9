package io.fairlead.agent.diagnosis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.core.diagnosis.Facts;
import io.fairlead.core.diagnosis.Finding;
import io.fairlead.core.diagnosis.Pitfall;
import io.fairlead.core.diagnosis.Step;
import java.util.List;
import java.util.Locale;

/** Findings for programs. */
public final class DoctorJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DoctorJson() {}

    /**
     * One object.
     *
     * @param applied what {@code --fix} did before, one line each
     */
    public static String of(List<Finding> findings, Facts facts, List<String> applied) {
        ObjectNode root = JSON.createObjectNode();
        root.put("asOf", facts.now().toString());
        ArrayNode array = root.putArray("findings");
        findings.forEach(finding -> finding(array.addObject(), finding));
        facts.unseen().forEach(root.putArray("notLookedAt")::add);
        applied.forEach(root.putArray("applied")::add);
        ArrayNode tried = root.putArray("tried");
        facts.probes().connections().forEach(connection -> tried.add(connection.words()));
        return text(root);
    }

    private static void finding(ObjectNode node, Finding finding) {
        pitfall(node, finding.pitfall());
        node.put("certainty", finding.certainty().text());
        node.put("fixable", finding.canBeFixed());
        ArrayNode addresses = node.putArray("addresses");
        finding.addresses().forEach(address -> addresses.add(address.toString()));
        node.put("where", finding.where());
        node.put("seen", finding.seen());
        node.put("why", finding.why());
        finding.tried().forEach(node.putArray("tried")::add);
        ArrayNode mend = node.putArray("mend");
        for (Step step : finding.mend()) {
            mend.addObject()
                    .put("kind", step.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                    .put("command", step.command());
        }
    }

    /** All that can be found. */
    public static String catalogue() {
        ArrayNode array = JSON.createArrayNode();
        for (Pitfall each : Pitfall.values()) {
            pitfall(array.addObject(), each).put("fixable", each.isFixable()).put("what", each.words());
        }
        return text(array);
    }

    private static ObjectNode pitfall(ObjectNode node, Pitfall pitfall) {
        return node.put("id", pitfall.id()).put("number", pitfall.number());
    }

    private static String text(Object node) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new AssertionError("texts and numbers can be written", e);
        }
    }
}

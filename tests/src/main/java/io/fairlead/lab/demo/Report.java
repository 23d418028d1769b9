package io.fairlead.lab.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fairlead.lab.stack.FaultResult;
import io.fairlead.lab.stack.IpvsEvidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * All of a demo.
 *
 * @param forwarding what the host agent says that it forwards with: {@code ipvs} or {@code nftables}
 * @param engine the Docker Engine's version
 * @param kernel the kernel's release
 * @param ipvs how ip_vs came into the kernel, and its table
 * @param faults one after the other
 */
record Report(
        String forwarding,
        String engine,
        String kernel,
        @JsonProperty("ip_vs") IpvsEvidence ipvs,
        List<FaultResult> faults) {
    Report {
        faults = List.copyOf(faults);
    }

    /** Whether every fault ended with clients answered by the living container. */
    boolean well() {
        return !faults.isEmpty() && faults.stream().allMatch(FaultResult::well);
    }

    /** One object on one line. */
    String json() {
        try {
            return new ObjectMapper().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a record of strings and numbers is always JSON", e);
        }
    }

    /** The closing table, at most 80 columns wide. */
    List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add(row("fault", "without answer", "failed", "of", "before", "after"));
        for (FaultResult each : faults) {
            lines.add(row(
                    each.words(),
                    String.format(Locale.ROOT, "%.0f ms", each.outageMillis()),
                    String.valueOf(each.failed()),
                    String.valueOf(each.probes()),
                    orNobody(each.answeredBefore()),
                    orNobody(each.answeredAfter())));
        }
        lines.add("");
        lines.add("forwarding by " + forwarding + ", Docker Engine " + engine + ", Linux " + kernel);
        return lines;
    }

    private static String orNobody(String name) {
        return name.isEmpty() ? "nobody" : name;
    }

    private static String row(String fault, String outage, String failed, String of, String before, String after) {
        return String.format(Locale.ROOT, "  %-26s %14s %7s %6s  %-8s %-8s", fault, outage, failed, of, before, after)
                .stripTrailing();
    }
}

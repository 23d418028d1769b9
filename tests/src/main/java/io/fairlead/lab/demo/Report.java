package io.fairlead.lab.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fairlead.lab.stack.FaultResult;
import io.fairlead.lab.stack.IpvsEvidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

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
        lines.add(row("fault", "outage", "slowest", "limit", "failed", "of", "answered by"));
        for (FaultResult each : faults) {
            lines.add(row(
                    each.words(),
                    millis(each.outageMillis()),
                    millis(each.slowestMillis()),
                    millis((double) each.limitMillis()),
                    String.valueOf(each.failed()),
                    String.valueOf(each.probes()),
                    orNobody(each.answeredBefore()) + " → " + orNobody(each.answeredAfter())));
        }
        lines.addAll(failures());
        lines.add("");
        lines.addAll(Wrapped.lines(
                "outage: ",
                "between the last answer before and the first one after the connections that failed; slowest: the longest"
                        + " that one was answered late; limit: for both, several times what a quiet machine needs"));
        lines.add("forwarding by " + forwarding + ", Docker Engine " + engine + ", Linux " + kernel);
        return lines;
    }

    private static String orNobody(String name) {
        return name.isEmpty() ? "nobody" : name;
    }

    /** What was not as it should be, a sentence for each fault. */
    private List<String> failures() {
        List<String> lines = new ArrayList<>();
        for (FaultResult each : faults) {
            if (!each.well()) {
                lines.addAll(Wrapped.lines("  failed: ", each.words() + ": " + each.problem()));
            }
        }
        return lines.isEmpty()
                ? lines
                : Stream.concat(Stream.of(""), lines.stream()).toList();
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, "%.0f ms", millis);
    }

    private static String row(
            String fault, String outage, String slowest, String limit, String failed, String of, String by) {
        return String.format(
                        Locale.ROOT, "  %-25s %8s %8s %8s %6s %5s  %s", fault, outage, slowest, limit, failed, of, by)
                .stripTrailing();
    }
}

package io.fairlead.lab.stack;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What clients saw of one fault.
 *
 * @param fault its key, such as {@code kill}
 * @param container whom it hit
 * @param outageMillis for how long nobody answered; 0 if no probe failed
 * @param limitMillis nobody should be without an answer for longer than this; 0: not judged
 * @param failed probes that failed
 * @param failures how many failed in which way
 * @param probes probes from shortly before the fault until all was well
 * @param slowestMillis the longest that an answered probe waited
 * @param answeredBefore who answered before the fault; empty if nobody
 * @param answeredAfter who answered when it was over; empty if nobody
 * @param vipOn the containers that held the address when it was over
 * @param problem what was not as it should be; empty if all was well
 * @param decisions what the agent decided meanwhile, a line each
 */
@JsonPropertyOrder({
    "fault",
    "container",
    "outage_ms",
    "limit_ms",
    "failed",
    "failures",
    "probes",
    "slowest_ms",
    "answered_before",
    "answered_after"
})
@JsonIgnoreProperties("words")
public record FaultResult(
        String fault,
        String container,
        @JsonProperty("outage_ms") double outageMillis,
        @JsonProperty("limit_ms") long limitMillis,
        int failed,
        Map<String, Long> failures,
        int probes,
        @JsonProperty("slowest_ms") double slowestMillis,
        @JsonProperty("answered_before") String answeredBefore,
        @JsonProperty("answered_after") String answeredAfter,
        @JsonProperty("vip_on") String vipOn,
        String problem,
        List<String> decisions,
        String words) {
    public FaultResult {
        decisions = List.copyOf(decisions);
    }

    /** The same with what the agent decided meanwhile. */
    public FaultResult deciding(List<String> decided) {
        return with(limitMillis, problem, decided);
    }

    /** The same with something that was not as it should be; what was known to be wrong before stays. */
    FaultResult failing(String what) {
        return with(limitMillis, problem.isEmpty() ? what : problem, decisions);
    }

    /** The same, judged: neither all clients nor a single one may have been without an answer for longer than {@code limit}. */
    public FaultResult within(Duration limit) {
        return with(limit.toMillis(), problem.isEmpty() ? excess(limit.toMillis()) : problem, decisions);
    }

    private FaultResult with(long limit, String wrong, List<String> decided) {
        return new FaultResult(
                fault,
                container,
                outageMillis,
                limit,
                failed,
                failures,
                probes,
                slowestMillis,
                answeredBefore,
                answeredAfter,
                vipOn,
                wrong,
                decided,
                words);
    }

    private String excess(long limit) {
        if (outageMillis > limit) {
            return String.format(
                    Locale.ROOT,
                    "clients were without an answer for %.0f ms; at most %d ms are expected here",
                    outageMillis,
                    limit);
        }
        return slowestMillis > limit
                ? String.format(
                        Locale.ROOT,
                        "a client waited %.0f ms for its answer; at most %d ms are expected here",
                        slowestMillis,
                        limit)
                : "";
    }

    /** Whether clients were answered by the living container in time. */
    public boolean well() {
        return problem.isEmpty();
    }
}

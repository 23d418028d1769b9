package io.fairlead.core.health;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The standings of all checks of one thing; it is as healthy as the worst of them.
 *
 * @param checks by name, in the order in which they were first given
 */
public record Health(Map<String, Standing> checks) {
    /** No checks at all: healthy. */
    public static final Health WITHOUT_CHECKS = new Health(Map.of());

    public Health {
        checks = Collections.unmodifiableMap(new LinkedHashMap<>(checks));
    }

    /** With another standing for one check. */
    public Health with(String check, Standing standing) {
        Map<String, Standing> next = new LinkedHashMap<>(checks);
        next.put(check, standing);
        return new Health(next);
    }

    /** With the standing of one check after one more result. */
    public Health with(String check, CheckResult result, RiseAndFall thresholds) {
        return with(check, thresholds.next(checks.getOrDefault(check, Standing.UNKNOWN), result));
    }

    /** UNHEALTHY if any check is, else UNKNOWN if any check is, else HEALTHY. */
    public Verdict verdict() {
        Verdict verdict = Verdict.HEALTHY;
        for (Standing standing : checks.values()) {
            if (standing.verdict() == Verdict.UNHEALTHY) {
                return Verdict.UNHEALTHY;
            }
            if (standing.verdict() == Verdict.UNKNOWN) {
                verdict = Verdict.UNKNOWN;
            }
        }
        return verdict;
    }

    /** Why it is not healthy: the first check that is not, with its reason; empty when healthy. */
    public String reason() {
        Verdict verdict = verdict();
        if (verdict == Verdict.HEALTHY) {
            return "";
        }
        for (Map.Entry<String, Standing> check : checks.entrySet()) {
            if (check.getValue().verdict() == verdict) {
                String reason = check.getValue().reason();
                return check.getKey() + ": " + (reason.isEmpty() ? "no answer yet" : reason);
            }
        }
        throw new AssertionError("the verdict is some check's");
    }
}

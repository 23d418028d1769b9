package io.fairlead.core.check;

import io.fairlead.core.health.CheckResult;

/** What one run of a check says of a server. */
public sealed interface Judgement {
    /** Reasons come from servers too: what is longer is cut. */
    int LONGEST_REASON = 200;

    /**
     * It serves.
     *
     * @param words what it answered, in short
     * @param weightPercent share of its configured weight that it should have, 0–100
     * @param warning what will become a failure, or empty
     */
    record Good(String words, int weightPercent, String warning) implements Judgement {
        public Good {
            words = shown(words);
            warning = shown(warning);
            if (weightPercent < 0 || weightPercent > 100) {
                throw new IllegalArgumentException("a weight of " + weightPercent + " % is outside 0–100");
            }
        }

        /** With all of its weight and nothing to warn of. */
        public Good(String words) {
            this(words, 100, "");
        }
    }

    /** It does not, or could not be asked. */
    record Bad(String reason) implements Judgement {
        public Bad {
            reason = shown(reason);
        }
    }

    /** The result for rise and fall. */
    default CheckResult result() {
        return switch (this) {
            case Good _ -> new CheckResult.Passed();
            case Bad(String reason) -> new CheckResult.Failed(reason);
        };
    }

    /** Text of a server, fit for one line of a log. */
    static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON - 1) + "…";
    }
}

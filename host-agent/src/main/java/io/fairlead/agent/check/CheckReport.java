package io.fairlead.agent.check;

import java.util.List;

/** What the checks know at one moment, by server in order. */
public record CheckReport(List<CheckView> views, Lateness.Counted lateness) {
    /** While nothing is checked. */
    public static final CheckReport NOTHING = new CheckReport(List.of(), Lateness.Counted.NOTHING);

    public CheckReport {
        views = List.copyOf(views);
    }
}

package io.fairlead.lab.bench.watch;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;

/**
 * How lasting connections stood some time after a fault.
 *
 * @param survived still hear something
 * @param reset were told by RST
 * @param closed were ended in order
 * @param hanging hear nothing, and nobody told them
 * @param toldMillis how long after the fault the last of those that ended was told; 0 if none was
 */
public record LineStates(
        int survived,
        int reset,
        int closed,
        int hanging,
        @JsonProperty("told_ms") double toldMillis) {
    public static final LineStates NONE = new LineStates(0, 0, 0, 0, 0);

    /** Several ticks: less is a delay, not the end. */
    private static final Duration SILENCE = Duration.ofMillis(400);

    static LineStates of(List<LongLived.Line> lines, long faultNanos) {
        int survived = 0;
        int reset = 0;
        int closed = 0;
        int hanging = 0;
        double told = 0;
        long now = System.nanoTime();
        for (LongLived.Line line : lines) {
            switch (line.end()) {
                case RESET -> reset++;
                case CLOSED -> closed++;
                case NONE -> {
                    if (now - line.heardNanos() < SILENCE.toNanos()) {
                        survived++;
                    } else {
                        hanging++;
                    }
                }
            }
            if (line.end() != LongLived.End.NONE) {
                told = Math.max(told, (line.endedNanos() - faultNanos) / 1e6);
            }
        }
        return new LineStates(survived, reset, closed, hanging, Math.round(told * 10) / 10.0);
    }

    public int all() {
        return survived + reset + closed + hanging;
    }

    /** The two together. */
    public LineStates plus(LineStates other) {
        return new LineStates(
                survived + other.survived,
                reset + other.reset,
                closed + other.closed,
                hanging + other.hanging,
                Math.max(toldMillis, other.toldMillis));
    }
}

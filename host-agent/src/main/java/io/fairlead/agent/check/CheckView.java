package io.fairlead.agent.check;

import io.fairlead.core.health.RealServer;
import io.fairlead.core.health.ServerHealth;

/**
 * What a check knows of its server at one moment.
 *
 * @param place what is asked: {@code 172.18.0.7:3306}
 * @param kind as {@code http}
 * @param words what it answered last, or empty
 * @param runs that have ended
 * @param failures of these
 * @param changes of the verdict
 * @param tookNanos the latest run
 */
public record CheckView(
        RealServer server,
        String place,
        String kind,
        ServerHealth health,
        String words,
        long runs,
        long failures,
        long changes,
        long tookNanos) {}

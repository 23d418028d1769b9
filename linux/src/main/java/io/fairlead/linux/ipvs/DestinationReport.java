package io.fairlead.linux.ipvs;

import io.fairlead.core.ipvs.Destination;

/**
 * A destination as the kernel has it.
 *
 * @param activeConnections established ones
 * @param inactiveConnections of any other state
 * @param persistentConnections templates that pin clients to it
 */
public record DestinationReport(
        Destination destination,
        long activeConnections,
        long inactiveConnections,
        long persistentConnections,
        Stats stats) {}

package io.fairlead.agent.channel;

import java.util.Map;

/**
 * What the channel has counted so far.
 *
 * @param connected members that are connected now
 * @param accepted connections whose Hello was answered
 * @param reports received
 * @param refused connections that were not taken or not kept, by reason
 */
public record ChannelCounters(int connected, long accepted, long reports, Map<String, Long> refused) {
    public ChannelCounters {
        refused = Map.copyOf(refused);
    }
}

package io.fairlead.core.channel;

import io.fairlead.core.net.IpAddress;
import java.time.Duration;

/**
 * One virtual router of a sidecar.
 *
 * @param vip its first virtual address: names the router on the channel
 * @param primaryAddress where its advertisements come from
 * @param advertInterval configured between two of its advertisements, whole centiseconds up to 255 s; how patient the agent
 *     must be with it follows from that
 * @param priority 1–255, its VRRP priority now
 * @param preempt it is configured to take the address from a router of lower priority
 * @param addressInPlace its kernel has the address, as far as the sidecar knows
 */
public record RouterReport(
        IpAddress vip,
        IpAddress primaryAddress,
        Duration advertInterval,
        int priority,
        boolean preempt,
        Role role,
        boolean addressInPlace) {}

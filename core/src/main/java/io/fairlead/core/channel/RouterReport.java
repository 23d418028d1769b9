package io.fairlead.core.channel;

import io.fairlead.core.net.IpAddress;

/**
 * One virtual router of a sidecar.
 *
 * @param vip its first virtual address: names the router on the channel
 * @param primaryAddress where its advertisements come from
 * @param priority 1–255, its VRRP priority now
 * @param preempt it is configured to take the address from a router of lower priority
 * @param addressInPlace its kernel has the address, as far as the sidecar knows
 */
public record RouterReport(
        IpAddress vip, IpAddress primaryAddress, int priority, boolean preempt, Role role, boolean addressInPlace) {}

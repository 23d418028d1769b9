package io.fairlead.core.model;

import io.fairlead.core.ipvs.Scheduler;
import java.util.OptionalInt;

/**
 * The host's settings that stand in where a label says nothing.
 *
 * @param vrrp false: this host alone holds its LAN addresses, and no VRID is needed
 * @param virtualRouterId 1–255; there is deliberately no built-in one (P40)
 * @param interfaceName empty: the one whose subnet holds the address
 * @param scheduler of services that name none
 */
public record LanDefaults(boolean vrrp, OptionalInt virtualRouterId, String interfaceName, Scheduler scheduler) {}

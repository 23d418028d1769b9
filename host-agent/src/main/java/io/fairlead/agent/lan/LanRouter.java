package io.fairlead.agent.lan;

import io.fairlead.core.net.IpPrefix;
import java.util.OptionalInt;

/**
 * A LAN address to be held; equal ones are the same virtual router.
 *
 * @param virtualRouterId 1–255; empty: this host alone holds the address, and nothing is sent
 */
public record LanRouter(IpPrefix address, OptionalInt virtualRouterId, String interfaceName) {}

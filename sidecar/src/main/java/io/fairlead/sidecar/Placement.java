package io.fairlead.sidecar;

import io.fairlead.core.vrrp.VirtualRouterConfig;

/** A virtual router and the interface that it belongs on. */
record Placement(VirtualRouterConfig config, String interfaceName) {}

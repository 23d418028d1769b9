package io.fairlead.sidecar;

import io.fairlead.linux.vrrp.RouterDriver;

/** Opens the driver of a virtual router; a test opens one without a network. */
@FunctionalInterface
interface RouterOpener {
    /**
     * An open driver, not yet registered.
     *
     * @throws io.fairlead.linux.vrrp.InterfaceNotReadyException worth trying again later
     */
    RouterDriver open(Placement placement);
}

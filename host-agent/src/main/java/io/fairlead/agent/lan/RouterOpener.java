package io.fairlead.agent.lan;

import io.fairlead.core.vrrp.Notice;
import io.fairlead.core.vrrp.VirtualRouterConfig;
import io.fairlead.linux.vrrp.RouterDriver;
import java.util.function.Consumer;

/** Opens the virtual router of an interface; tests hand in another one than the kernel's. */
@FunctionalInterface
public interface RouterOpener {
    /** As {@link io.fairlead.linux.vrrp.VrrpRouterDriver#open} with addresses that are there adopted. */
    RouterDriver open(VirtualRouterConfig config, String interfaceName, Consumer<Notice> notices);
}

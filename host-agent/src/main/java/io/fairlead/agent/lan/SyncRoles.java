package io.fairlead.agent.lan;

import io.fairlead.linux.ipvs.SyncDaemon.Role;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which parts this host takes in sharing connections with the others, by who holds the LAN addresses. */
public final class SyncRoles {
    private SyncRoles() {}

    /** Master for addresses that are held here, backup for those that are held elsewhere; the kernel can be both. */
    public static Set<Role> of(List<RouterReport> routers) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (RouterReport router : routers) {
            roles.add(
                    switch (router.state()) {
                        case ACTIVE, RESIGNING -> Role.MASTER;
                        case INITIALIZE, BACKUP -> Role.BACKUP;
                    });
        }
        return Set.copyOf(roles);
    }
}

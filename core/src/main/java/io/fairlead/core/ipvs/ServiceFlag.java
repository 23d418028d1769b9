package io.fairlead.core.ipvs;

import java.util.EnumSet;
import java.util.Set;

/**
 * Flags of a service that a user may set (IP_VS_SVC_F_*). PERSISTENT is not here, it is {@link Persistence}; HASHED is the
 * kernel's own.
 */
public enum ServiceFlag {
    /** Each datagram is scheduled by itself; UDP only. */
    ONEPACKET(0x0004),
    /** Meaning depends on the scheduler; sh and mh: fall back to another destination. */
    SCHED1(0x0008),
    /** Meaning depends on the scheduler; sh and mh: the source port counts too. */
    SCHED2(0x0010),
    SCHED3(0x0020);

    private final int bit;

    ServiceFlag(int bit) {
        this.bit = bit;
    }

    public static Set<ServiceFlag> ofBits(int bits) {
        EnumSet<ServiceFlag> flags = EnumSet.noneOf(ServiceFlag.class);
        for (ServiceFlag flag : values()) {
            if ((bits & flag.bit) != 0) {
                flags.add(flag);
            }
        }
        return flags;
    }

    public static int toBits(Set<ServiceFlag> flags) {
        return flags.stream().mapToInt(flag -> flag.bit).reduce(0, (a, b) -> a | b);
    }
}

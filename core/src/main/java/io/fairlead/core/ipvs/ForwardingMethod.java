package io.fairlead.core.ipvs;

import java.util.Optional;

/** How packets get to a destination (IP_VS_CONN_F_*, mask IP_VS_CONN_F_FWD_MASK). */
public enum ForwardingMethod {
    /** NAT: the destination's address is written into the packet; replies must come back through this host. */
    MASQ(0),
    LOCALNODE(1),
    TUNNEL(2),
    /** Direct routing: only the frame's address changes; the destination must be on a shared link. */
    DROUTE(3),
    BYPASS(4);

    private final int number;

    ForwardingMethod(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    public static Optional<ForwardingMethod> ofNumber(int number) {
        for (ForwardingMethod method : values()) {
            if (method.number == number) {
                return Optional.of(method);
            }
        }
        return Optional.empty();
    }
}

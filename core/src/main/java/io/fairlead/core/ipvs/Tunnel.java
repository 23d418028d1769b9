package io.fairlead.core.ipvs;

/**
 * The encapsulation of {@link ForwardingMethod#TUNNEL}.
 *
 * @param port UDP port of GUE, otherwise 0
 */
public record Tunnel(Type type, int port, Checksum checksum) {
    /** What {@code ipvsadm -i} gives: IP in IP. */
    public static final Tunnel IPIP = new Tunnel(Type.IPIP, 0, Checksum.NOCSUM);

    public Tunnel {
        if (port < 0 || port > 0xffff || (port != 0) != (type == Type.GUE)) {
            throw new IllegalArgumentException("a " + type + " tunnel cannot have port " + port);
        }
    }

    /** IP_VS_CONN_F_TUNNEL_TYPE_*; the ordinal is the kernel's number. */
    public enum Type {
        IPIP,
        GUE,
        GRE
    }

    /** IP_VS_TUNNEL_ENCAP_FLAG_*; the ordinal is the kernel's number. */
    public enum Checksum {
        NOCSUM,
        CSUM,
        REMCSUM
    }
}

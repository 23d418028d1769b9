package io.fairlead.core.ipvs;

import java.util.Optional;

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

    /** IP_VS_CONN_F_TUNNEL_TYPE_*. */
    public enum Type {
        IPIP(0),
        GUE(1),
        GRE(2);

        private final int number;

        Type(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }

        public static Optional<Type> ofNumber(int number) {
            for (Type type : values()) {
                if (type.number == number) {
                    return Optional.of(type);
                }
            }
            return Optional.empty();
        }
    }

    /** IP_VS_TUNNEL_ENCAP_FLAG_*: what is done about the checksum of the outer header. */
    public enum Checksum {
        NOCSUM(0),
        CSUM(1),
        REMCSUM(2);

        private final int number;

        Checksum(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }

        /** Both bits together mean nothing; they count as REMCSUM. */
        public static Checksum ofFlags(int flags) {
            return (flags & REMCSUM.number) != 0 ? REMCSUM : (flags & CSUM.number) != 0 ? CSUM : NOCSUM;
        }
    }
}

package io.fairlead.core.ipvs;

import java.util.Optional;

/** The protocols that IPVS balances by port, with their IP protocol numbers. */
public enum TransportProtocol {
    TCP(6),
    UDP(17),
    SCTP(132);

    private final int number;

    TransportProtocol(int number) {
        this.number = number;
    }

    /** IPPROTO_*: 6, 17 or 132. */
    public int number() {
        return number;
    }

    public static Optional<TransportProtocol> ofNumber(int number) {
        for (TransportProtocol protocol : values()) {
            if (protocol.number == number) {
                return Optional.of(protocol);
            }
        }
        return Optional.empty();
    }
}

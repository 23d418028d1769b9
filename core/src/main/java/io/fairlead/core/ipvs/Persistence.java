package io.fairlead.core.ipvs;

import java.util.Optional;

/**
 * New connections of a known client go where its earlier ones went.
 *
 * @param timeoutSeconds how long a client is remembered after its last connection, from 0
 * @param prefixLength how much of the client's address counts: 0–32 for IPv4, 1–128 for IPv6
 * @param engine the persistence engine that reads the application's protocol ({@code sip}); empty: addresses only
 */
public record Persistence(int timeoutSeconds, int prefixLength, Optional<String> engine) {
    public Persistence {
        if (timeoutSeconds < 0) {
            throw new IllegalArgumentException("a persistence timeout of " + timeoutSeconds + " s is below 0 s");
        }
        if (prefixLength < 0 || prefixLength > 128) {
            throw new IllegalArgumentException("a persistence prefix length of " + prefixLength + " is outside 0–128");
        }
    }
}

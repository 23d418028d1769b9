package io.fairlead.core.check;

import java.util.Optional;

/** What a conversation needs from outside. */
public interface Supply {
    /** Random octets, other ones each time, for protocols that tell their exchanges apart by them. */
    long chance();

    /** The secret of this name; empty if there is none. */
    Optional<String> secret(String name);
}

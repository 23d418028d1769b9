package io.fairlead.agent.status;

import java.util.Optional;

/** Where the server gets its answers. Any thread. */
public interface StatusSource {
    /** The latest report; empty before the first. */
    Optional<Published> latest();

    /** Has everything given up; returns at once. */
    void release();

    /** Asks the director to move the service's address; returns at once. */
    void move(String service, Optional<String> to);
}

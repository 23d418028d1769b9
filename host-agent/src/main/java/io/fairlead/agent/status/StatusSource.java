package io.fairlead.agent.status;

import java.util.Optional;

/** Where the server gets its answers. Any thread. */
public interface StatusSource {
    /** The latest report; empty before the first. */
    Optional<Published> latest();

    /** Has everything given up; returns at once. */
    void release();
}

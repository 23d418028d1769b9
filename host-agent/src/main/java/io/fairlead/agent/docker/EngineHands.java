package io.fairlead.agent.docker;

import io.fairlead.core.model.Container;
import java.util.Optional;

/** A connection that changes something. Calls may block for ever (P54): never call it from the loop. */
public interface EngineHands extends AutoCloseable {
    /** The container as it is now; empty: it is gone. */
    Optional<Container> look(String id);

    /** Starts one that does not run; nothing happens to one that does. */
    void start(String id);

    /** Ends one that runs, gracefully within its own stop timeout, and starts it again. */
    void restart(String id);

    @Override
    void close();
}

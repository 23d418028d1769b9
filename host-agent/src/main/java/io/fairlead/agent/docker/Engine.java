package io.fairlead.agent.docker;

import io.fairlead.core.model.Container;
import io.fairlead.core.model.Network;
import java.time.Instant;
import java.util.List;

/** One connection to a container engine. Calls may block for ever (P54): never call it from the loop. */
public interface Engine extends AutoCloseable {
    /** What the engine has at one moment; {@code networks} are those of containers with labels of ours. */
    record Listing(List<Container> containers, List<Network> networks) {
        public Listing {
            containers = List.copyOf(containers);
            networks = List.copyOf(networks);
        }
    }

    /** Hears of changes, on threads of the connection. */
    interface Listener {
        /** Something changed at {@code at} of the engine's clock: list again. */
        void changed(Instant at);

        /** Somebody stopped this container at {@code at} of the engine's clock; {@link #changed} follows. */
        void stopped(String container, Instant at);

        /** The stream is over, for this reason; nothing comes after it. */
        void ended(String reason);
    }

    /** {@code Docker Engine 20.10.24, API 1.41}. */
    String description();

    /**
     * Reports changes from {@code since} on; returns when the engine has answered, so that a {@link #list} made
     * afterwards misses nothing.
     */
    void subscribe(Instant since, Listener listener);

    Listing list();

    /** Ends the stream of events and frees the sockets; a call under way fails. */
    @Override
    void close();
}

package io.fairlead.agent.docker;

import io.fairlead.core.model.Observed;
import java.time.Instant;

/** What the watch tells the loop. */
public sealed interface EngineEvent {
    /** How all is now; sent first after connecting, then whenever something differs. */
    record Seen(Observed observed, String engine) implements EngineEvent {}

    /** Somebody stopped this container through the engine, at {@code at} of its clock. */
    record Stopped(String container, Instant at) implements EngineEvent {}

    /** The engine does not answer, for this reason; the watch goes on trying. */
    record Lost(String reason) implements EngineEvent {}
}

package io.fairlead.core.restart;

import java.time.Instant;

/**
 * The container is to be brought back, by the engine. Answered by exactly one {@link RestartEvent.Done}.
 *
 * @param runs it runs, and is ended first; else it is only started
 * @param life that is or was in trouble: if the container has begun another one meanwhile, nothing is to be done
 * @param reason one line of words
 */
public record Attempt(String container, String name, boolean runs, Instant life, String reason) {}

package io.fairlead.core.health;

/** What is held to be true after some results. */
public enum Verdict {
    /** Nothing is known yet. */
    UNKNOWN,
    HEALTHY,
    UNHEALTHY
}

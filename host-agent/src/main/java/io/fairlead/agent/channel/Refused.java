package io.fairlead.agent.channel;

import java.util.Locale;

/** Why a connection is not taken, or not kept, though nothing wrong came in on it; the labels of a metric. */
enum Refused {
    /** Its process is not to be seen from the agent's pid namespace. */
    NO_PID,
    /** Its process has ended. */
    GONE,
    /** Its process is in no container. */
    NO_CONTAINER,
    /** Its container is no member of a service. */
    NOT_A_MEMBER,
    /** Its container has as many connections as it may. */
    TOO_MANY,
    /** Another living process of that container speaks for it. */
    TAKEN,
    /** No Hello in time. */
    SILENT,
    /** It has stopped reading. */
    NOT_READING,
    /** The agent has no descriptors left. */
    NO_DESCRIPTORS;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

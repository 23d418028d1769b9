package io.fairlead.core.director;

import java.util.Map;
import java.util.stream.Collectors;

/** Whether a member can take connections at its own address, by what the director knows before the engine says it. */
public enum Fitness {
    /** As far as is known. */
    SERVES,
    /** It was asked to stop, and finishes what it serves. */
    LEAVES,
    /** It is frozen, its HAProxy does not work, or nobody looks after it any more. */
    FAILED,
    /** Its container has ended. */
    GONE;

    /** Of all members, by the ids of their containers. */
    public static Map<String, Fitness> of(DirectorState state) {
        return state.members().values().stream().collect(Collectors.toUnmodifiableMap(MemberFacts::id, Fitness::of));
    }

    private static Fitness of(MemberFacts member) {
        return switch (member.life().death()) {
            case CONTAINER, LISTED -> GONE;
            case SIDECAR -> FAILED;
            case NONE -> {
                if (member.life().frozen()) {
                    yield FAILED;
                }
                // One that stops may well call its HAProxy unhealthy: it takes nothing new any more. And its process
                // lives on
                // for a moment after its last word.
                boolean leaves = member.voice().isStopping() || member.voice().left();
                yield leaves ? LEAVES : member.voice().isUnhealthy() ? FAILED : SERVES;
            }
        };
    }
}

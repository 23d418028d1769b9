package io.fairlead.core.restart;

import java.util.List;

/**
 * The next state and what to do.
 *
 * @param notices what an operator wants to know, in words
 */
public record RestartTransition(RestartState state, List<Attempt> attempts, List<String> notices) {
    public RestartTransition {
        attempts = List.copyOf(attempts);
        notices = List.copyOf(notices);
    }
}

package io.fairlead.core.restart;

import java.time.Instant;
import java.util.Optional;

/**
 * A container that is restarted when it fails: a member with the label, or one that uses such a member's network.
 *
 * @param id of the container
 * @param service of the member; one of its containers that run is restarted at a time
 * @param owner the name of the member whose network it uses; empty: it is a member
 * @param life when its present or last life began, by the engine's clock
 * @param engineRestarts the engine has a restart policy for it
 */
public record Subject(
        String id,
        String name,
        String service,
        Optional<String> owner,
        Instant life,
        boolean engineRestarts,
        Condition condition) {}

package io.fairlead.core.balance;

import io.fairlead.core.ipvs.Destination;
import java.util.Map;
import java.util.Set;

/**
 * What is remembered of a service from one look to the next.
 *
 * @param quorate whether enough of it works
 * @param failed those that did not work when they were last looked at
 * @param backNanos when those that warm up came back
 */
public record BalanceState(boolean quorate, Set<Destination.Key> failed, Map<Destination.Key, Long> backNanos) {
    /** Of a service that was never looked at. */
    public static final BalanceState INITIAL = new BalanceState(true, Set.of(), Map.of());

    public BalanceState {
        failed = Set.copyOf(failed);
        backNanos = Map.copyOf(backNanos);
    }
}

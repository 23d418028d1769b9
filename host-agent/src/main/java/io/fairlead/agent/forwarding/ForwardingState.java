package io.fairlead.agent.forwarding;

import io.fairlead.core.ipvs.ServiceKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What an agent leaves to its next life: which kernel objects are ours. IPVS has no place for a mark on a service, so a
 * key is noted before its service is made, and struck out after it is gone. Tables and chains are ours by their names.
 *
 * @param owned services that we made, or were about to
 * @param rules our rules by the place where they are, as we left them
 */
record ForwardingState(Set<ServiceKey> owned, Map<String, RuleMark> rules) {
    static final ForwardingState EMPTY = new ForwardingState(Set.of(), Map.of());

    ForwardingState {
        owned = Set.copyOf(owned);
        rules = Map.copyOf(rules);
    }

    ForwardingState owning(Set<ServiceKey> keys) {
        return new ForwardingState(keys, rules);
    }

    ForwardingState alsoOwning(Set<ServiceKey> keys) {
        Set<ServiceKey> all = new HashSet<>(owned);
        all.addAll(keys);
        return owning(all);
    }

    ForwardingState marking(String place, RuleMark mark) {
        Map<String, RuleMark> all = new HashMap<>(rules);
        all.put(place, mark);
        return new ForwardingState(owned, all);
    }

    ForwardingState unmarking(String place) {
        Map<String, RuleMark> all = new HashMap<>(rules);
        all.remove(place);
        return new ForwardingState(owned, all);
    }
}

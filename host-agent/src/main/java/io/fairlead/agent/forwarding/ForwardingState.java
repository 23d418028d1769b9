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
 * @param settings those of the kernel that we wrote, by name
 * @param daemons sync daemons that we started, or were about to, in words
 */
record ForwardingState(
        Set<ServiceKey> owned, Map<String, RuleMark> rules, Map<String, ChangedSetting> settings, Set<String> daemons) {
    static final ForwardingState EMPTY = new ForwardingState(Set.of(), Map.of(), Map.of(), Set.of());

    ForwardingState {
        owned = Set.copyOf(owned);
        rules = Map.copyOf(rules);
        settings = Map.copyOf(settings);
        daemons = Set.copyOf(daemons);
    }

    ForwardingState owning(Set<ServiceKey> keys) {
        return new ForwardingState(keys, rules, settings, daemons);
    }

    ForwardingState alsoOwning(Set<ServiceKey> keys) {
        Set<ServiceKey> all = new HashSet<>(owned);
        all.addAll(keys);
        return owning(all);
    }

    ForwardingState marking(String place, RuleMark mark) {
        Map<String, RuleMark> all = new HashMap<>(rules);
        all.put(place, mark);
        return new ForwardingState(owned, all, settings, daemons);
    }

    ForwardingState unmarking(String place) {
        Map<String, RuleMark> all = new HashMap<>(rules);
        all.remove(place);
        return new ForwardingState(owned, all, settings, daemons);
    }

    /** Of a setting that is written again, what was there before the first time is kept. */
    ForwardingState changing(String name, String before, String written) {
        Map<String, ChangedSetting> all = new HashMap<>(settings);
        ChangedSetting old = settings.get(name);
        all.put(name, new ChangedSetting(old == null ? before : old.before(), written));
        return new ForwardingState(owned, rules, all, daemons);
    }

    ForwardingState forgetting(String name) {
        Map<String, ChangedSetting> all = new HashMap<>(settings);
        all.remove(name);
        return new ForwardingState(owned, rules, all, daemons);
    }

    ForwardingState running(Set<String> syncDaemons) {
        return new ForwardingState(owned, rules, settings, syncDaemons);
    }

    /** Whether ip_vs must be asked to take ours away. */
    boolean concernsIpvs() {
        return !owned.isEmpty()
                || !daemons.isEmpty()
                || settings.keySet().stream().anyMatch(IpvsTimeouts::isOne);
    }
}

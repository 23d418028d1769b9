package io.fairlead.agent.forwarding;

import io.fairlead.core.ipvs.ServiceKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What of a wish is looked at: all of it, or what is new in it.
 *
 * @param keys of {@code services}, and of those that are no longer wished
 * @param services in the wish's order
 */
record Attention(boolean whole, Set<ServiceKey> keys, List<ForwardedService> services) {
    static Attention toAll(List<ForwardedService> wish) {
        return new Attention(
                true, wish.stream().map(ForwardedService::key).collect(Collectors.toUnmodifiableSet()), wish);
    }

    /**
     * To what differs between two wishes. Mostly they are alike but for one place in the middle, and what stays the same is
     * the same object: among thousands of services that place is found without hashing any of them.
     */
    static Attention toNews(List<ForwardedService> before, List<ForwardedService> now) {
        int shorter = Math.min(before.size(), now.size());
        int head = 0;
        while (head < shorter && now.get(head).equals(before.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head && now.get(now.size() - 1 - tail).equals(before.get(before.size() - 1 - tail))) {
            tail++;
        }
        return between(before.subList(head, before.size() - tail), now.subList(head, now.size() - tail));
    }

    private static Attention between(List<ForwardedService> before, List<ForwardedService> now) {
        Map<ServiceKey, ForwardedService> old = HashMap.newHashMap(before.size());
        before.forEach(service -> old.put(service.key(), service));
        List<ForwardedService> news = now.stream()
                .filter(service -> !service.equals(old.get(service.key())))
                .toList();
        Set<ServiceKey> keys = new HashSet<>(old.keySet());
        now.forEach(service -> keys.remove(service.key()));
        news.forEach(service -> keys.add(service.key()));
        return new Attention(false, keys, news);
    }

    /** Nothing differs. */
    boolean isEmpty() {
        return keys.isEmpty();
    }

    /**
     * Of {@code wish} those that are in place, when of what was looked at only {@code present} are.
     *
     * <p>What was not looked at was in place before.
     */
    List<ForwardedService> inPlace(List<ForwardedService> wish, List<ForwardedService> present) {
        if (present.size() == services.size()) {
            return wish;
        }
        Set<ServiceKey> there = present.stream().map(ForwardedService::key).collect(Collectors.toSet());
        return wish.stream()
                .filter(service -> !keys.contains(service.key()) || there.contains(service.key()))
                .toList();
    }
}

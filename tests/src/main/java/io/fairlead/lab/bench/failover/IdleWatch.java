package io.fairlead.lab.bench.failover;

import io.fairlead.lab.bench.watch.WireCount;
import io.fairlead.lab.fault.ControlGroup;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a contender costs while nothing happens and no client comes.
 *
 * @param form the contender's key
 * @param wire what the bridge's host hears
 * @param processorPercent of one core, by container
 */
public record IdleWatch(String form, WireCount wire, Map<String, Double> processorPercent) {
    private static final Duration TIME = Duration.ofSeconds(15);

    static IdleWatch of(Contender contender) {
        Map<String, ControlGroup> groups = new LinkedHashMap<>();
        contender.containersAtWork().forEach((words, pid) -> groups.put(words, ControlGroup.ofProcess(pid)));
        Map<String, Long> before = processorNanos(groups);
        long start = System.nanoTime();
        WireCount wire = WireCount.during(TIME, Contender.VIP, contender.engine());
        double nanos = System.nanoTime() - start;
        Map<String, Long> after = processorNanos(groups);
        Map<String, Double> percent = new LinkedHashMap<>();
        after.forEach((words, value) -> percent.put(words, 100 * (value - before.getOrDefault(words, 0L)) / nanos));
        return new IdleWatch(contender.key(), wire, percent);
    }

    private static Map<String, Long> processorNanos(Map<String, ControlGroup> groups) {
        Map<String, Long> nanos = new LinkedHashMap<>();
        groups.forEach((words, group) -> nanos.put(words, group.processorNanos()));
        return nanos;
    }
}

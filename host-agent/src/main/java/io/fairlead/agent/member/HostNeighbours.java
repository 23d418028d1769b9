package io.fairlead.agent.member;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.MacAddress;
import io.fairlead.linux.ffi.KernelException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The host's own neighbour entries of the addresses, from one holder to the next. One thread. */
final class HostNeighbours implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HostNeighbours.class);

    /** Then nobody has been promoted, and the host asks for itself who has the address. */
    private static final long LONGEST_HOLD = Duration.ofMillis(300).toNanos();

    private final HostSide host;

    /** Addresses that nobody has; the next holder is on its way. */
    private final Set<IpAddress> awaited = new HashSet<>();

    /** What the entries say since we have set them last. */
    private final Map<IpAddress, Entry> pointed = new HashMap<>();

    private final Map<IpAddress, Held> held = new HashMap<>();

    private record Entry(String bridge, int ifindex, MacAddress mac) {}

    private record Held(Entry entry, long untilNanos) {}

    HostNeighbours(HostSide host) {
        this.host = host;
    }

    /**
     * Lets what the host sends to {@code vip} wait in its neighbour entry, if that is {@code holder}'s: the holder is about to lose
     * the address, and what is sent until another has it would be lost.
     */
    void hold(IpAddress vip, MacAddress holder, long nowNanos) {
        Entry entry = pointed.get(vip);
        if (entry == null || !entry.mac().equals(holder)) {
            return;
        }
        try {
            host.holdNeighbour(entry.ifindex(), vip);
            awaited.add(vip);
            held.put(vip, new Held(entry, nowNanos + LONGEST_HOLD));
        } catch (KernelException e) {
            LOG.debug("the host's neighbour entry of {}: {}", vip, e.getMessage());
        }
    }

    /** The host asks who has {@code vip}, if what it sends there is held. */
    void letGo(IpAddress vip) {
        Held former = held.remove(vip);
        if (former != null) {
            awaited.remove(vip);
            forget(former.entry().bridge(), vip);
        }
    }

    /** Once for each change of the holder: what waits already would be lost the second time. */
    void awaitHolder(String bridge, IpAddress vip) {
        if (awaited.add(vip)) {
            forget(bridge, vip);
        }
    }

    private void forget(String bridge, IpAddress vip) {
        pointed.remove(vip);
        try {
            host.forgetNeighbour(bridge, vip);
        } catch (KernelException e) {
            LOG.debug("the host's neighbour entry of {}: {}", vip, e.getMessage());
        }
    }

    /** The entry becomes the holder's, where both are known. */
    void point(Optional<String> bridge, IpAddress vip, Optional<MacAddress> holder) {
        if (bridge.isEmpty() || holder.isEmpty()) {
            letGo(vip);
            awaited.remove(vip);
            return;
        }
        awaited.remove(vip);
        held.remove(vip);
        try {
            host.pointNeighbour(bridge.get(), vip, holder.get())
                    .ifPresent(ifindex -> pointed.put(vip, new Entry(bridge.get(), ifindex, holder.get())));
        } catch (KernelException e) {
            LOG.warn("the host's neighbour entry of {}: {}", vip, e.getMessage());
        }
    }

    /** When {@link #fire} is due next, on System.nanoTime, or Long.MAX_VALUE. */
    long deadlineNanos() {
        return held.values().stream().mapToLong(Held::untilNanos).min().orElse(Long.MAX_VALUE);
    }

    /** Lets go of what has been held for too long. */
    void fire(long nowNanos) {
        held.entrySet().stream()
                .filter(each -> each.getValue().untilNanos() <= nowNanos)
                .map(Map.Entry::getKey)
                .toList()
                .forEach(this::letGo);
    }

    @Override
    public void close() {
        List.copyOf(held.keySet()).forEach(this::letGo);
    }
}

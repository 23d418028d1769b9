package io.fairlead.agent.member;

import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.poll.Poller;
import io.fairlead.linux.process.Pidfd;
import io.fairlead.linux.process.ProcessState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A member's processes besides its first one and its sidecar: HAProxy's, and what people start in there. The loop's thread. */
final class OtherProcesses implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OtherProcesses.class);

    /** A member runs HAProxy and little else. */
    private static final int MOST = 32;

    private final Poller poller;
    private final Runnable ended;
    private final Map<Long, Watched> watched = new HashMap<>();

    private record Watched(Pidfd process, ProcessState state) {
        void close() {
            process.close();
            state.close();
        }
    }

    /** {@code ended} is run from inside a poll when one has ended. */
    OtherProcesses(Poller poller, Runnable ended) {
        this.poller = poller;
        this.ended = ended;
    }

    /** Watches these, too. */
    void watch(List<Long> pids) {
        for (long pid : pids) {
            if (!watched.containsKey(pid) && watched.size() < MOST) {
                watch(pid);
            }
        }
    }

    private void watch(long pid) {
        try {
            Watched each = new Watched(Pidfd.open(pid), ProcessState.of(pid));
            watched.put(pid, each);
            poller.add(each.process().fd(), () -> ended(each));
        } catch (KernelException e) {
            // ESRCH: it has ended just now.
            LOG.debug("process {}: {}", pid, e.getMessage());
        }
    }

    private void ended(Watched each) {
        if (watched.remove(each.process().pid(), each)) {
            poller.remove(each.process().fd());
            each.close();
            ended.run();
        }
    }

    /** Whether all that were watched have ended. */
    boolean isEmpty() {
        return watched.isEmpty();
    }

    /** Whether one that runs the program {@code name} is on its way out. */
    boolean isEnding(String name) {
        return watched.values().stream()
                .map(Watched::state)
                .anyMatch(state -> state.isEnding() && state.name().equals(name));
    }

    @Override
    public void close() {
        watched.values().forEach(each -> {
            poller.remove(each.process().fd());
            each.close();
        });
        watched.clear();
    }
}

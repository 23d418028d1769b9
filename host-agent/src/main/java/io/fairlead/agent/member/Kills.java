package io.fairlead.agent.member;

import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.poll.Poller;
import io.fairlead.linux.taskstats.KilledTasks;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A hint that somebody may be dying, where the kernel gives it; without it a death is seen some milliseconds later. */
final class Kills implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Kills.class);

    private final Poller poller;
    private final Optional<KilledTasks> tasks;

    private Kills(Poller poller, Optional<KilledTasks> tasks) {
        this.poller = poller;
        this.tasks = tasks;
    }

    /** Runs {@code look} from inside a poll whenever some task of the machine was killed. */
    static Kills watch(Poller poller, Runnable look) {
        Optional<KilledTasks> tasks = open();
        tasks.ifPresent(each -> poller.add(each.number(), () -> {
            if (each.any()) {
                look.run();
            }
        }));
        return new Kills(poller, tasks);
    }

    private static Optional<KilledTasks> open() {
        try {
            Optional<KilledTasks> tasks = KilledTasks.open();
            if (tasks.isEmpty()) {
                LOG.info("this kernel does not tell of killed tasks: a death is seen some milliseconds later");
            }
            return tasks;
        } catch (KernelException e) {
            LOG.info("killed tasks are not told, a death is seen some milliseconds later: {}", e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        tasks.ifPresent(each -> {
            poller.remove(each.number());
            each.close();
        });
    }
}

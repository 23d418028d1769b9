package io.fairlead.agent;

import io.fairlead.agent.forwarding.ForwardedService;
import io.fairlead.agent.forwarding.Forwarding;
import io.fairlead.agent.forwarding.ForwardingStatus;
import io.fairlead.linux.ipvs.SyncDaemon.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Forwarding on a thread of its own, since loading a kernel module may take seconds. Only the latest wish is carried out:
 * one that was overtaken while another was under way is dropped.
 */
final class ForwardingWorker implements AutoCloseable {
    private final Supplier<Forwarding> opener;
    private final BiConsumer<List<ForwardedService>, ForwardingStatus> answers;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Wish wish = Wish.NONE;
    private boolean closed;

    /** What is still to be done. */
    private record Wish(Optional<List<ForwardedService>> desired, Optional<Set<Role>> roles) {
        static final Wish NONE = new Wish(Optional.empty(), Optional.empty());

        boolean isEmpty() {
            return equals(NONE);
        }
    }

    private ForwardingWorker(
            Supplier<Forwarding> opener, BiConsumer<List<ForwardedService>, ForwardingStatus> answers) {
        this.opener = opener;
        this.answers = answers;
        this.thread = Thread.ofPlatform().name("forwarding").daemon().unstarted(this::work);
    }

    /** Begins; {@code opener} and {@code answers} are called on the worker's thread. */
    static ForwardingWorker start(
            Supplier<Forwarding> opener, BiConsumer<List<ForwardedService>, ForwardingStatus> answers) {
        ForwardingWorker worker = new ForwardingWorker(opener, answers);
        worker.thread.start();
        return worker;
    }

    /** Wishes this; returns at once. */
    void apply(List<ForwardedService> desired) {
        lock.lock();
        try {
            wish = new Wish(Optional.of(desired), wish.roles);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Wishes that connections are shared with other hosts in these roles; returns at once. */
    void share(Set<Role> roles) {
        lock.lock();
        try {
            wish = new Wish(wish.desired, Optional.of(roles));
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        try (Forwarding forwarding = opener.get()) {
            for (Wish next = await(); !next.isEmpty(); next = await()) {
                next.roles.ifPresent(forwarding::share);
                next.desired.ifPresent(desired -> answers.accept(desired, forwarding.apply(desired)));
            }
        }
    }

    private Wish await() {
        lock.lock();
        try {
            while (wish.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            Wish taken = wish;
            wish = Wish.NONE;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Carries out the last wish and ends; waits for it at most {@code millis}. */
    void finish(long millis) {
        close();
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }
}

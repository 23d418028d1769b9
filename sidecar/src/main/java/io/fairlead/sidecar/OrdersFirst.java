package io.fairlead.sidecar;

import io.fairlead.linux.poll.Poller;

/**
 * A poller for those who must not act on what they see before the agent's orders are carried out: who was frozen finds both
 * waiting, and the orders were there first.
 */
final class OrdersFirst implements Poller {
    private final Poller poller;
    private final AgentLink link;

    OrdersFirst(Poller poller, AgentLink link) {
        this.poller = poller;
        this.link = link;
    }

    @Override
    public void add(int fd, Runnable onReadable) {
        poller.add(fd, () -> {
            link.drain(System.nanoTime());
            onReadable.run();
        });
    }

    @Override
    public void addUrgent(int fd, Runnable onChange) {
        poller.addUrgent(fd, onChange);
    }

    @Override
    public void remove(int fd) {
        poller.remove(fd);
    }

    @Override
    public void poll(long deadlineNanos) {
        poller.poll(deadlineNanos);
    }

    @Override
    public void wakeUp() {
        poller.wakeUp();
    }

    /** Leaves the poller to its owner. */
    @Override
    public void close() {}
}

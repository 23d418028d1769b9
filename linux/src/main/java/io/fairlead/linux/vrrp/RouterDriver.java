package io.fairlead.linux.vrrp;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.vrrp.Event;
import io.fairlead.core.vrrp.VirtualRouterState;
import io.fairlead.linux.poll.Poller;

/**
 * A virtual router on an interface of this network namespace: the pure machine with its sockets, addresses and
 * announcements. Owned by one thread. {@link VrrpRouterDriver#open} makes one.
 */
public interface RouterDriver extends AutoCloseable {
    /** Adds the driver's descriptors; their callbacks run inside {@link Poller#poll} and may change the state. */
    void register(Poller poller);

    VirtualRouterState state();

    /** The interface's own address that advertisements come from. */
    IpAddress primaryAddress();

    /** When {@link #handle} wants an {@link Event.TimerFired}, on System.nanoTime, or {@link VirtualRouterState#NEVER}. */
    long deadlineNanos();

    /** One event: steps the machine and carries out its actions; a failed action is fed back as an event. */
    void handle(Event event, long nowNanos);

    /** Whether all virtual addresses were found in place and kept: for {@link Event.Startup#adopted}. */
    boolean adopted();

    /** TCP connections of the virtual addresses here that still have something to say; 0 where the kernel does not tell. */
    int unfinished();

    /** What has been counted so far, for metrics and status. */
    RouterCounters counters();

    /** Closes the sockets. Addresses stay as they are: send {@link Event.Shutdown} first to give them up. */
    @Override
    void close();
}

package io.fairlead.linux.netlink;

import io.fairlead.linux.ffi.BpfInstruction;
import io.fairlead.linux.ffi.Errno;
import io.fairlead.linux.ffi.KernelException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Receives groups' notifications for a poll loop; never waits. It keeps the namespace in which it was opened. One thread. */
public final class NotificationSocket implements AutoCloseable {
    /** At one call, so that a storm of changes does not hold up the loop; the socket stays readable. */
    private static final int MOST_DISCARDED = 10_000;

    private final KernelTransport transport;
    private final Deque<Notification> waiting = new ArrayDeque<>();
    private boolean overrun;

    private NotificationSocket(KernelTransport transport) {
        this.transport = transport;
    }

    public static NotificationSocket open(int protocol, int... groups) {
        NotificationSocket socket = new NotificationSocket(KernelTransport.open(protocol));
        try {
            for (int group : groups) {
                socket.transport.joinGroup(group);
            }
        } catch (KernelException e) {
            socket.close();
            throw e;
        }
        return socket;
    }

    /**
     * One to which the kernel tells what {@code request} asks for, as far as {@code filter} lets it through; the filter must let
     * acknowledgements through.
     *
     * @throws KernelException if the kernel refuses the request
     */
    public static NotificationSocket openAsking(int protocol, List<BpfInstruction> filter, NetlinkRequest request) {
        NotificationSocket socket = new NotificationSocket(KernelTransport.open(protocol));
        try {
            socket.transport.attachFilter(filter);
            NetlinkSocket.over(socket.transport).execute(request);
        } catch (KernelException e) {
            socket.close();
            throw e;
        }
        return socket;
    }

    /** The descriptor's number, readable when there is something for {@link #next}. */
    public int number() {
        return transport.number();
    }

    /** The next notification, or empty: nothing more for now. Call it until it is empty. */
    public Optional<Notification> next() {
        while (waiting.isEmpty()) {
            if (overrun) {
                return discard();
            }
            try {
                Optional<ByteBuffer> datagram = transport.poll();
                if (datagram.isEmpty()) {
                    return Optional.empty();
                }
                for (NetlinkMessage message : NetlinkMessage.decode(datagram.get())) {
                    waiting.add(new Notification.Change(message));
                }
            } catch (KernelException e) {
                overrun = isOverrun(e);
            }
        }
        return Optional.of(waiting.remove());
    }

    /**
     * Takes what is left and reports the loss only then: the kernel drops every further change, without another word, until
     * the queue is empty. State that is read before that could be outdated for ever.
     */
    private Optional<Notification> discard() {
        for (int i = 0; i < MOST_DISCARDED; i++) {
            try {
                if (transport.poll().isEmpty()) {
                    overrun = false;
                    return Optional.of(new Notification.Lost());
                }
            } catch (KernelException e) {
                overrun = isOverrun(e);
            }
        }
        return Optional.empty();
    }

    private static boolean isOverrun(KernelException e) {
        if (!e.is(Errno.ENOBUFS)) {
            throw e;
        }
        return true;
    }

    @Override
    public void close() {
        transport.close();
    }
}

package io.fairlead.linux.netlink;

import io.fairlead.linux.ffi.Errno;
import io.fairlead.linux.ffi.KernelException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Receives groups' notifications for a poll loop; never waits. It keeps the namespace in which it was opened. One thread. */
public final class NotificationSocket implements AutoCloseable {
    private final KernelTransport transport;
    private final Deque<Notification> waiting = new ArrayDeque<>();

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

    /** The descriptor's number, readable when there is something for {@link #next}. */
    public int number() {
        return transport.number();
    }

    /** The next notification, or empty: nothing more for now. Call it until it is empty. */
    public Optional<Notification> next() {
        while (waiting.isEmpty()) {
            Optional<ByteBuffer> datagram;
            try {
                datagram = transport.poll();
            } catch (KernelException e) {
                if (!e.is(Errno.ENOBUFS)) {
                    throw e;
                }
                return Optional.of(new Notification.Lost());
            }
            if (datagram.isEmpty()) {
                return Optional.empty();
            }
            NetlinkMessage.decode(datagram.get()).forEach(message -> waiting.add(new Notification.Change(message)));
        }
        return Optional.of(waiting.remove());
    }

    @Override
    public void close() {
        transport.close();
    }
}

package io.fairlead.linux.netlink;

import java.nio.ByteBuffer;

/** Carries datagrams between {@link NetlinkSocket} and the kernel, or a test's idea of it. One thread at a time. */
public interface NetlinkTransport extends AutoCloseable {
    /** Sends one datagram, position to limit. */
    void send(ByteBuffer datagram);

    /**
     * The kernel's next datagram, position to limit, valid until the next call.
     *
     * @param operation what waits for it, for the exception
     * @throws io.fairlead.linux.ffi.KernelException ETIMEDOUT if none comes; ENOBUFS if answers were lost
     */
    ByteBuffer receive(String operation);

    /** How many acknowledgements the socket surely holds: so many requests go into one datagram. */
    int acknowledgementRoom();

    @Override
    void close();
}

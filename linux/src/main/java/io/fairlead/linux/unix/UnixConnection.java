package io.fairlead.linux.unix;

import io.fairlead.linux.ffi.Errno;
import io.fairlead.linux.ffi.Fd;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.ffi.KernelSocket;
import io.fairlead.linux.ffi.NativeBuffer;
import io.fairlead.linux.ffi.SockAddr;
import io.fairlead.linux.ffi.SocketConstants;
import io.fairlead.linux.process.Pidfd;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One end of a unix stream; never waits. What is written and not yet read lies in the kernel's buffer alone, whose size is
 * asked for: a peer that does not read runs it full, and then {@link #write} says so. One thread.
 */
public final class UnixConnection implements AutoCloseable {
    /** Of the kernel's buffer to the peer, which it doubles; a small message counts as a kilobyte. */
    private static final int SEND_BUFFER = 64 * 1024;

    /** What is read at once. */
    private static final int READ = 8 * 1024;

    private final KernelSocket socket;

    /** Made when first needed: a connection that is refused at once costs no more than its descriptor. */
    private NativeBuffer in;

    private NativeBuffer out;

    private UnixConnection(KernelSocket socket) {
        this.socket = socket;
        socket.setOption(SocketConstants.SOL_SOCKET, SocketConstants.SO_SNDBUF, SEND_BUFFER);
    }

    static UnixConnection of(KernelSocket accepted) {
        return new UnixConnection(accepted);
    }

    /**
     * Connects to a listening socket.
     *
     * @throws KernelException ENOENT: there is no such file; ECONNREFUSED: nobody listens; EAGAIN: too many wait to be
     *     accepted
     */
    public static UnixConnection connect(Path path) {
        KernelSocket socket = KernelSocket.open(
                path.toString(),
                SocketConstants.AF_UNIX,
                SocketConstants.SOCK_STREAM | SocketConstants.SOCK_NONBLOCK,
                0);
        try {
            socket.connect(new SockAddr.Un(path.toString()));
            return new UnixConnection(socket);
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    public int fd() {
        return socket.number();
    }

    public Peer peer() {
        ByteBuffer credentials = socket.option(SocketConstants.SOL_SOCKET, SocketConstants.SO_PEERCRED, 12);
        return new Peer(credentials.getInt(0), credentials.getInt(4), credentials.getInt(8));
    }

    /**
     * The peer's process, held so that its number cannot come to mean another: since Linux 6.5 exactly the one that connected;
     * before, the one that has its number now.
     *
     * @return empty if it is gone
     */
    public Optional<Pidfd> peerProcess() {
        int pid = peer().pid();
        if (pid <= 0) {
            return Optional.empty();
        }
        try {
            int fd = socket.intOption(SocketConstants.SOL_SOCKET, SocketConstants.SO_PEERPIDFD);
            return Optional.of(Pidfd.owning(pid, Fd.owning(fd, "pidfd of " + pid)));
        } catch (KernelException e) {
            return e.is(Errno.ENOPROTOOPT) ? byNumber(pid) : Optional.empty();
        }
    }

    private static Optional<Pidfd> byNumber(int pid) {
        try {
            return Optional.of(Pidfd.open(pid));
        } catch (KernelException e) {
            return Optional.empty();
        }
    }

    /** What came of a read. */
    public sealed interface Reading {
        /** Octets from position to limit, valid until the next read. */
        record Some(ByteBuffer octets) implements Reading {}

        /** Nothing at the moment. */
        record Nothing() implements Reading {}

        /** The peer is gone or wants no more. */
        record End() implements Reading {}
    }

    /** The next octets that are here, at most 8 KiB. */
    public Reading read() {
        if (in == null) {
            in = NativeBuffer.allocate(READ);
        }
        try {
            OptionalInt count = socket.readStream(in);
            if (count.isEmpty()) {
                return new Reading.Nothing();
            }
            return count.getAsInt() == 0
                    ? new Reading.End()
                    : new Reading.Some(in.bytes().asReadOnlyBuffer().clear().limit(count.getAsInt()));
        } catch (KernelException e) {
            if (e.is(Errno.ECONNRESET)) {
                return new Reading.End();
            }
            throw e;
        }
    }

    /**
     * Hands {@code octets} to the kernel, all or none that count.
     *
     * @param octets at most 8 KiB
     * @return false if the peer is gone or does not read; close it then, since part of them may have been taken
     */
    public boolean write(byte[] octets) {
        if (out == null) {
            out = NativeBuffer.allocate(READ);
        }
        out.bytes().put(0, octets);
        try {
            return socket.writeStream(out, octets.length) == octets.length;
        } catch (KernelException e) {
            if (e.is(Errno.EPIPE) || e.is(Errno.ECONNRESET)) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}

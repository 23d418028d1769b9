package io.fairlead.linux.unix;

import io.fairlead.linux.ffi.Errno;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.ffi.KernelSocket;
import io.fairlead.linux.ffi.SockAddr;
import io.fairlead.linux.ffi.SocketConstants;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/**
 * A unix socket that takes connections; never waits. Its file appears whole and ready under its name, in the place of one that
 * an earlier life left behind. One thread.
 */
public final class UnixListener implements AutoCloseable {
    private static final String INODE = "unix:ino";

    private final Path path;
    private final KernelSocket socket;
    private final Object inode;

    private UnixListener(Path path, KernelSocket socket, Object inode) {
        this.path = path;
        this.socket = socket;
        this.inode = inode;
    }

    /**
     * Listens at {@code path}, whose folder must exist.
     *
     * @param backlog connections that may wait to be accepted
     * @throws IOException FileAlreadyExistsException: somebody listens there already, or it is no socket; else the folder
     *     cannot be written to
     * @throws KernelException the kernel refuses
     */
    public static UnixListener open(Path path, int backlog, Set<PosixFilePermission> permissions) throws IOException {
        refuseLiving(path);
        Path fresh = path.resolveSibling("." + path.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        KernelSocket socket = KernelSocket.open(
                path.toString(),
                SocketConstants.AF_UNIX,
                SocketConstants.SOCK_STREAM | SocketConstants.SOCK_NONBLOCK,
                0);
        try {
            socket.bind(new SockAddr.Un(fresh.toString()));
            Files.setPosixFilePermissions(fresh, permissions);
            Object inode = Files.getAttribute(fresh, INODE, LinkOption.NOFOLLOW_LINKS);
            socket.listen(backlog);
            // Whoever sees the name can connect at once; there is no moment without one.
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
            return new UnixListener(path, socket, inode);
        } catch (RuntimeException | IOException e) {
            socket.close();
            throw e;
        }
    }

    private static void refuseLiving(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        int type = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 0xf000;
        if (type != 0xc000) {
            throw new FileAlreadyExistsException(path.toString(), null, "is no socket");
        }
        try (UnixConnection _ = UnixConnection.connect(path)) {
            throw new FileAlreadyExistsException(path.toString(), null, "somebody listens there");
        } catch (KernelException e) {
            if (e.is(Errno.EAGAIN)) {
                throw new FileAlreadyExistsException(path.toString(), null, "somebody listens there");
            }
            // ECONNREFUSED: left behind.
        }
    }

    public int fd() {
        return socket.number();
    }

    /**
     * The next connection that waits.
     *
     * @throws KernelException EMFILE, ENFILE: no descriptors left, and it goes on waiting
     */
    public Optional<UnixConnection> accept() {
        return socket.accept("connection at " + path).map(UnixConnection::of);
    }

    /** Also removes the file, unless it is another's by now. */
    @Override
    public void close() {
        socket.close();
        try {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                    && Files.getAttribute(path, INODE, LinkOption.NOFOLLOW_LINKS)
                            .equals(inode)) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

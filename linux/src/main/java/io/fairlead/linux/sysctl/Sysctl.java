package io.fairlead.linux.sysctl;

import io.fairlead.linux.ffi.Errno;
import io.fairlead.linux.ffi.Fd;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.ffi.NativeBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads and sets the kernel's settings. What is below {@code net} is the setting of the network namespace that the calling
 * thread is in. Any thread.
 *
 * <p>Names are as sysctl(8) has them: {@code net.ipv4.ip_forward}; one with a slash is taken as it is, for interfaces with a
 * dot in their names: {@code net/ipv4/conf/eth0.7/rp_filter}.
 */
public final class Sysctl {
    /** What became of {@link #set}. */
    public enum Outcome {
        CHANGED,
        /** It had that value. */
        ALREADY,
        /** It has another value and we may not write: /proc/sys is read-only, as in a container, or not ours. */
        READ_ONLY,
        /** This kernel has no such setting, or not yet: its module is not loaded. */
        MISSING
    }

    /** Settings of the kernel are lines; a page is what it gives at most. */
    private static final int LONGEST = 4096;

    private final String root;

    /** The kernel's own. */
    public Sysctl() {
        this("/proc/sys");
    }

    /** Those below a folder that a test made. */
    public Sysctl(String root) {
        this.root = root;
    }

    /**
     * The value, several fields apart by one space; empty if there is no such setting.
     *
     * @throws KernelException if it cannot be read
     */
    public Optional<String> read(String name) {
        NativeBuffer buffer = NativeBuffer.allocate(LONGEST);
        try (Fd fd = Fd.open(path(name), Fd.O_RDONLY)) {
            OptionalInt length = fd.read(buffer);
            byte[] octets = new byte[length.orElse(0)];
            buffer.bytes().get(0, octets);
            return Optional.of(
                    new String(octets, StandardCharsets.UTF_8).strip().replaceAll("\\s+", " "));
        } catch (KernelException e) {
            if (e.is(Errno.ENOENT)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Sets the value if it is another.
     *
     * @throws KernelException if the kernel refuses the value, as EINVAL
     */
    public Outcome set(String name, String value) {
        Optional<String> present = read(name);
        if (present.isEmpty()) {
            return Outcome.MISSING;
        }
        if (present.get().equals(value)) {
            return Outcome.ALREADY;
        }
        try (Fd fd = Fd.open(path(name), Fd.O_WRONLY)) {
            NativeBuffer line = NativeBuffer.of((value + "\n").getBytes(StandardCharsets.UTF_8));
            fd.write(line, line.capacity());
            return Outcome.CHANGED;
        } catch (KernelException e) {
            if (e.is(Errno.EROFS) || e.is(Errno.EACCES) || e.is(Errno.EPERM)) {
                return Outcome.READ_ONLY;
            }
            throw e;
        }
    }

    private String path(String name) {
        return root + "/" + (name.indexOf('/') < 0 ? name.replace('.', '/') : name);
    }
}

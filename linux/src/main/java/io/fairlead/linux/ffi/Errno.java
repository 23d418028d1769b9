package io.fairlead.linux.ffi;

import java.util.Map;

/** An error number of Linux on x86-64 and arm64 (include/uapi/asm-generic/errno-base.h, errno.h). */
public record Errno(int number) {
    public static final Errno EPERM = new Errno(1);
    public static final Errno ENOENT = new Errno(2);
    public static final Errno ESRCH = new Errno(3);
    public static final Errno EINTR = new Errno(4);
    public static final Errno EAGAIN = new Errno(11);
    public static final Errno EACCES = new Errno(13);
    public static final Errno EBUSY = new Errno(16);
    public static final Errno EEXIST = new Errno(17);
    public static final Errno ENODEV = new Errno(19);
    public static final Errno EMFILE = new Errno(24);
    public static final Errno ENFILE = new Errno(23);
    public static final Errno EPIPE = new Errno(32);
    public static final Errno ECONNABORTED = new Errno(103);
    public static final Errno ECONNRESET = new Errno(104);
    public static final Errno ECONNREFUSED = new Errno(111);
    public static final Errno EINVAL = new Errno(22);
    public static final Errno ENETUNREACH = new Errno(101);
    public static final Errno EHOSTUNREACH = new Errno(113);
    public static final Errno ENETDOWN = new Errno(100);
    public static final Errno ENOBUFS = new Errno(105);
    public static final Errno EROFS = new Errno(30);
    public static final Errno ENOPROTOOPT = new Errno(92);
    public static final Errno ETIMEDOUT = new Errno(110);
    public static final Errno EADDRNOTAVAIL = new Errno(99);
    public static final Errno EOPNOTSUPP = new Errno(95);

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(1, "EPERM"),
            Map.entry(2, "ENOENT"),
            Map.entry(3, "ESRCH"),
            Map.entry(4, "EINTR"),
            Map.entry(5, "EIO"),
            Map.entry(6, "ENXIO"),
            Map.entry(7, "E2BIG"),
            Map.entry(9, "EBADF"),
            Map.entry(11, "EAGAIN"),
            Map.entry(12, "ENOMEM"),
            Map.entry(13, "EACCES"),
            Map.entry(14, "EFAULT"),
            Map.entry(16, "EBUSY"),
            Map.entry(17, "EEXIST"),
            Map.entry(19, "ENODEV"),
            Map.entry(20, "ENOTDIR"),
            Map.entry(22, "EINVAL"),
            Map.entry(23, "ENFILE"),
            Map.entry(24, "EMFILE"),
            Map.entry(28, "ENOSPC"),
            Map.entry(30, "EROFS"),
            Map.entry(32, "EPIPE"),
            Map.entry(34, "ERANGE"),
            Map.entry(38, "ENOSYS"),
            Map.entry(71, "EPROTO"),
            Map.entry(90, "EMSGSIZE"),
            Map.entry(92, "ENOPROTOOPT"),
            Map.entry(93, "EPROTONOSUPPORT"),
            Map.entry(95, "EOPNOTSUPP"),
            Map.entry(97, "EAFNOSUPPORT"),
            Map.entry(98, "EADDRINUSE"),
            Map.entry(99, "EADDRNOTAVAIL"),
            Map.entry(100, "ENETDOWN"),
            Map.entry(101, "ENETUNREACH"),
            Map.entry(103, "ECONNABORTED"),
            Map.entry(104, "ECONNRESET"),
            Map.entry(105, "ENOBUFS"),
            Map.entry(110, "ETIMEDOUT"),
            Map.entry(111, "ECONNREFUSED"),
            Map.entry(113, "EHOSTUNREACH"));

    /** The name, or {@code errno 123} where it is one that we do not expect. */
    public String text() {
        return NAMES.getOrDefault(number, "errno " + number);
    }

    @Override
    public String toString() {
        return text();
    }
}

package io.fairlead.linux.ffi;

/**
 * The functions of the C library that we call. Addresses are longs, of a {@link NativeBuffer}; a failed call gives −1 and
 * leaves its error to {@link Kernel}, which makes all calls. Functions that give an int leave the upper half of the word
 * undefined, hence the casts.
 */
final class Libc {
    private static final LibcFunction SOCKET = new LibcFunction("socket");
    private static final LibcFunction BIND = new LibcFunction("bind");
    private static final LibcFunction LISTEN = new LibcFunction("listen");
    private static final LibcFunction ACCEPT4 = new LibcFunction("accept4");
    private static final LibcFunction CONNECT = new LibcFunction("connect");
    private static final LibcFunction SEND = new LibcFunction("send");
    private static final LibcFunction RECV = new LibcFunction("recv");
    private static final LibcFunction INOTIFY_INIT1 = new LibcFunction("inotify_init1");
    private static final LibcFunction INOTIFY_ADD_WATCH = new LibcFunction("inotify_add_watch");
    private static final LibcFunction SETSOCKOPT = new LibcFunction("setsockopt");
    private static final LibcFunction GETSOCKOPT = new LibcFunction("getsockopt");
    private static final LibcFunction GETSOCKNAME = new LibcFunction("getsockname");
    private static final LibcFunction SENDMSG = new LibcFunction("sendmsg");
    private static final LibcFunction RECVMSG = new LibcFunction("recvmsg");
    private static final LibcFunction READ = new LibcFunction("read");
    private static final LibcFunction WRITE = new LibcFunction("write");
    private static final LibcFunction CLOSE = new LibcFunction("close");
    private static final LibcFunction OPEN = new LibcFunction("open");
    private static final LibcFunction PPOLL = new LibcFunction("ppoll");
    private static final LibcFunction EVENTFD = new LibcFunction("eventfd");
    private static final LibcFunction SETNS = new LibcFunction("setns");
    private static final LibcFunction UNSHARE = new LibcFunction("unshare");
    private static final LibcFunction KILL = new LibcFunction("kill");
    private static final LibcFunction SYSCALL = new LibcFunction("syscall");

    private Libc() {}

    static int socket(int domain, int type, int protocol) {
        return (int) SOCKET.call(domain, type, protocol);
    }

    static int bind(int fd, long address, int length) {
        return (int) BIND.call(fd, address, length);
    }

    static int listen(int fd, int backlog) {
        return (int) LISTEN.call(fd, backlog);
    }

    static int accept4(int fd, long address, long length, int flags) {
        return (int) ACCEPT4.call(fd, address, length, flags);
    }

    static int connect(int fd, long address, int length) {
        return (int) CONNECT.call(fd, address, length);
    }

    static long send(int fd, long buffer, long count, int flags) {
        return SEND.call(fd, buffer, count, flags);
    }

    static long recv(int fd, long buffer, long count, int flags) {
        return RECV.call(fd, buffer, count, flags);
    }

    static int inotify_init1(int flags) {
        return (int) INOTIFY_INIT1.call(flags);
    }

    static int inotify_add_watch(int fd, long path, int mask) {
        return (int) INOTIFY_ADD_WATCH.call(fd, path, mask);
    }

    static int setsockopt(int fd, int level, int option, long value, int length) {
        return (int) SETSOCKOPT.call(fd, level, option, value, length);
    }

    static int getsockopt(int fd, int level, int option, long value, long length) {
        return (int) GETSOCKOPT.call(fd, level, option, value, length);
    }

    static int getsockname(int fd, long address, long length) {
        return (int) GETSOCKNAME.call(fd, address, length);
    }

    static long sendmsg(int fd, long message, int flags) {
        return SENDMSG.call(fd, message, flags);
    }

    static long recvmsg(int fd, long message, int flags) {
        return RECVMSG.call(fd, message, flags);
    }

    static long read(int fd, long buffer, long count) {
        return READ.call(fd, buffer, count);
    }

    static long write(int fd, long buffer, long count) {
        return WRITE.call(fd, buffer, count);
    }

    static int close(int fd) {
        return (int) CLOSE.call(fd);
    }

    static int open(long path, int flags, int mode) {
        return (int) OPEN.call(path, flags, mode);
    }

    static int ppoll(long fds, long count, long timeout, long signalMask) {
        return (int) PPOLL.call(fds, count, timeout, signalMask);
    }

    static int eventfd(int initial, int flags) {
        return (int) EVENTFD.call(initial, flags);
    }

    static int setns(int fd, int type) {
        return (int) SETNS.call(fd, type);
    }

    static int unshare(int flags) {
        return (int) UNSHARE.call(flags);
    }

    static int kill(int pid, int signal) {
        return (int) KILL.call(pid, signal);
    }

    /** For what is called once or has no wrapper in the C library; the number is {@link SyscallNumber}'s. */
    static long syscall(long number, long a, long b, long c, long d) {
        return SYSCALL.call(number, a, b, c, d);
    }
}

package io.fairlead.linux.ffi;

/**
 * The functions of the C library that we call, as few as possible: each costs time at start. Addresses are longs, as all
 * memory that is passed is a {@link NativeBuffer}'s. Not one function has six integer arguments, which jnr-ffi passes
 * wrongly on x86-64.
 */
public interface Libc {
    int socket(int domain, int type, int protocol);

    int bind(int fd, long address, int length);

    int setsockopt(int fd, int level, int option, long value, int length);

    int getsockopt(int fd, int level, int option, long value, long length);

    int getsockname(int fd, long address, long length);

    long sendmsg(int fd, long message, int flags);

    long recvmsg(int fd, long message, int flags);

    long read(int fd, long buffer, long count);

    long write(int fd, long buffer, long count);

    int close(int fd);

    int open(long path, int flags, int mode);

    int ppoll(long fds, long count, long timeout, long signalMask);

    int eventfd(int initial, int flags);

    int setns(int fd, int type);

    int unshare(int flags);

    int kill(int pid, int signal);

    /** For what is called once or has no wrapper in the C library; the number is {@link SyscallNumber}'s. */
    long syscall(long number, long a, long b, long c, long d);
}

package io.fairlead.linux.ffi;

import jnr.ffi.Pointer;

/**
 * The functions of the C library that we call, as few as possible: each costs time at start. Not one has six integer
 * arguments, which jnr-ffi passes wrongly on x86-64.
 */
public interface Libc {
    int socket(int domain, int type, int protocol);

    int bind(int fd, Pointer address, int length);

    int setsockopt(int fd, int level, int option, Pointer value, int length);

    int getsockopt(int fd, int level, int option, Pointer value, Pointer length);

    int getsockname(int fd, Pointer address, Pointer length);

    long sendmsg(int fd, Pointer message, int flags);

    long recvmsg(int fd, Pointer message, int flags);

    long read(int fd, Pointer buffer, long count);

    long write(int fd, Pointer buffer, long count);

    int close(int fd);

    int open(String path, int flags);

    int poll(Pointer fds, long count, int timeoutMillis);

    int ppoll(Pointer fds, long count, Pointer timeout, Pointer signalMask);

    int setns(int fd, int type);

    int unshare(int flags);

    int kill(int pid, int signal);

    /** For what has no wrapper in the C library: pidfd_open, pidfd_send_signal… */
    long syscall(long number, long a, long b, long c, long d);
}

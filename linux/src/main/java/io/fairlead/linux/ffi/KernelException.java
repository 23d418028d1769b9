package io.fairlead.linux.ffi;

/** The kernel refused an operation: which, with the errno's name and, where it gave one, its own words. */
public final class KernelException extends RuntimeException {
    private final String operation;
    private final Errno errno;

    public KernelException(String operation, Errno errno, String extended) {
        super(operation + ": " + errno.text() + (extended.isEmpty() ? "" : " (" + extended + ")"));
        this.operation = operation;
        this.errno = errno;
    }

    public KernelException(String operation, Errno errno) {
        this(operation, errno, "");
    }

    /** What was tried, for instance {@code setns(/proc/812/ns/net)}. */
    public String operation() {
        return operation;
    }

    public Errno errno() {
        return errno;
    }

    public boolean is(Errno other) {
        return errno.equals(other);
    }
}

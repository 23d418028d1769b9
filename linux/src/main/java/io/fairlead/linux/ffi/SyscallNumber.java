package io.fairlead.linux.ffi;

/** The numbers of system calls that we make without a wrapper, on x86-64 and on arm64 (asm/unistd_64.h, asm-generic/unistd.h). */
enum SyscallNumber {
    PREAD64(17, 67),
    MLOCKALL(151, 230),
    PRCTL(157, 167),
    GETTID(186, 178),
    SCHED_SETSCHEDULER(144, 119),
    SCHED_SETATTR(314, 274),
    PIDFD_SEND_SIGNAL(424, 424),
    PIDFD_OPEN(434, 434);

    private static final String ARCHITECTURE = System.getProperty("os.arch");

    private final int x86;
    private final int arm;

    SyscallNumber(int x86, int arm) {
        this.x86 = x86;
        this.arm = arm;
    }

    int number() {
        return switch (ARCHITECTURE) {
            case "amd64" -> x86;
            case "aarch64" -> arm;
            default -> throw new UnsupportedOperationException("Fairlead knows amd64 and aarch64, not " + ARCHITECTURE);
        };
    }

    long call(long a, long b, long c, long d) {
        return Libc.syscall(number(), a, b, c, d);
    }
}

package io.fairlead.linux.ipvs;

import java.util.List;

/** What IPVS has once for all services of a network namespace. One thread at a time. */
public interface IpvsControl {
    Timeouts timeouts();

    /** For all services of the namespace; of 0 the present value stays. */
    void setTimeouts(Timeouts timeouts);

    /** The running synchronisation daemons: none, one, or one of each role. */
    List<SyncDaemon> daemons();

    /**
     * Starts a daemon.
     *
     * @throws io.fairlead.linux.ffi.KernelException EEXIST if one of that role runs; ENODEV if there is no such interface
     */
    void start(SyncDaemon daemon);

    void stop(SyncDaemon.Role role);
}

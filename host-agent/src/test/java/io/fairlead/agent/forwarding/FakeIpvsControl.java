package io.fairlead.agent.forwarding;

import io.fairlead.linux.ffi.Errno;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.ipvs.IpvsControl;
import io.fairlead.linux.ipvs.SyncDaemon;
import io.fairlead.linux.ipvs.Timeouts;
import java.util.ArrayList;
import java.util.List;

/** What IPVS has once for all services, in memory, with the kernel's rules. */
final class FakeIpvsControl implements IpvsControl {
    Timeouts timeouts = new Timeouts(900, 120, 300);
    final List<SyncDaemon> daemons = new ArrayList<>();
    int changes;
    boolean interfaceIsMissing;

    @Override
    public Timeouts timeouts() {
        return timeouts;
    }

    @Override
    public void setTimeouts(Timeouts wanted) {
        changes++;
        timeouts = new Timeouts(
                wanted.tcpSeconds() == 0 ? timeouts.tcpSeconds() : wanted.tcpSeconds(),
                wanted.tcpFinSeconds() == 0 ? timeouts.tcpFinSeconds() : wanted.tcpFinSeconds(),
                wanted.udpSeconds() == 0 ? timeouts.udpSeconds() : wanted.udpSeconds());
    }

    @Override
    public List<SyncDaemon> daemons() {
        return List.copyOf(daemons);
    }

    @Override
    public void start(SyncDaemon daemon) {
        changes++;
        if (interfaceIsMissing) {
            throw new KernelException("ip_vs: start sync", Errno.ENODEV);
        }
        if (daemons.stream().anyMatch(each -> each.role() == daemon.role())) {
            throw new KernelException("ip_vs: start sync", Errno.EEXIST);
        }
        daemons.add(daemon);
    }

    @Override
    public void stop(SyncDaemon.Role role) {
        changes++;
        daemons.removeIf(each -> each.role() == role);
    }
}

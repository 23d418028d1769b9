package io.fairlead.agent.forwarding;

import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.ipvs.IpvsControl;
import io.fairlead.linux.ipvs.SyncDaemon;
import io.fairlead.linux.ipvs.SyncDaemon.Role;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernel's threads that tell other hosts of our connections, or hear of theirs. The kernel has one of each role at most;
 * one that somebody else started is left alone, and said to be in the way.
 */
final class SyncDaemons {
    private static final Logger LOG = LoggerFactory.getLogger(SyncDaemons.class);

    private final IpvsControl kernel;
    private final Journal journal;
    private final Optional<SyncSettings> settings;

    SyncDaemons(IpvsControl kernel, Journal journal, Optional<SyncSettings> settings) {
        this.kernel = kernel;
        this.journal = journal;
        this.settings = settings;
    }

    /**
     * Has ours run in exactly these roles.
     *
     * @return those that run, in words by {@code sync ROLE}
     */
    Map<String, String> apply(Set<Role> roles, Findings findings) {
        Map<String, String> running = new TreeMap<>();
        if (settings.isEmpty() && journal.state().daemons().isEmpty()) {
            return running;
        }
        Set<Role> missing = EnumSet.noneOf(Role.class);
        missing.addAll(settings.isPresent() ? roles : Set.of());
        for (SyncDaemon present : kernel.daemons()) {
            boolean wanted = missing.contains(present.role());
            if (!journal.state().daemons().contains(name(present))) {
                if (wanted) {
                    findings.problem("a sync daemon that Fairlead did not start is in the way of ours: " + name(present)
                            + "; stop it where it comes from (keepalived's lvs_sync_daemon?) or with 'ipvsadm"
                            + " --stop-daemon " + word(present.role()) + "'");
                    missing.remove(present.role());
                }
            } else if (wanted && isSame(present, settings.orElseThrow().daemon(present.role()))) {
                missing.remove(present.role());
                running.put("sync " + word(present.role()), where(present));
            } else {
                stop(present);
            }
        }
        missing.forEach(role -> start(settings.orElseThrow().daemon(role), running, findings));
        return running;
    }

    private void start(SyncDaemon daemon, Map<String, String> running, Findings findings) {
        Set<String> ours = new HashSet<>(journal.state().daemons());
        ours.add(name(daemon));
        journal.note(journal.state().running(ours));
        try {
            kernel.start(daemon);
            LOG.info("ip_vs: started sync daemon {}", name(daemon));
            running.put("sync " + word(daemon.role()), where(daemon));
        } catch (KernelException e) {
            forget(daemon);
            findings.problem(e.getMessage() + ", so the other hosts and this one do not know each other's connections;"
                    + " forwarding.sync.interface is " + daemon.interfaceName());
        }
    }

    private void stop(SyncDaemon daemon) {
        kernel.stop(daemon.role());
        LOG.info("ip_vs: stopped sync daemon {}", name(daemon));
        forget(daemon);
    }

    private void forget(SyncDaemon daemon) {
        Set<String> ours = new HashSet<>(journal.state().daemons());
        ours.remove(name(daemon));
        journal.note(journal.state().running(ours));
    }

    /** The kernel chooses the length of datagrams by the interface. */
    private static boolean isSame(SyncDaemon present, SyncDaemon wanted) {
        return present.interfaceName().equals(wanted.interfaceName())
                && present.syncId() == wanted.syncId()
                && present.group().equals(wanted.group())
                && present.port() == wanted.port()
                && present.ttl() == wanted.ttl();
    }

    private static String name(SyncDaemon daemon) {
        return word(daemon.role()) + " " + where(daemon);
    }

    private static String where(SyncDaemon daemon) {
        return "on " + daemon.interfaceName() + ", id " + daemon.syncId();
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}

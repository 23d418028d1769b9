package io.fairlead.tests.interop;

import io.fairlead.lab.run.Child;
import io.fairlead.lab.run.Folders;
import io.fairlead.linux.process.Pidfd;
import io.fairlead.linux.process.Signal;
import io.fairlead.tests.kernel.Configs;
import io.fairlead.tests.kernel.Deadline;
import io.fairlead.tests.kernel.RouterProcess;
import io.fairlead.tests.kernel.Switch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The real keepalived as a virtual router on a host's eth0, configured as the same router as ours. */
final class Keepalived implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Path folder;
    private final Path vrrpPid;
    private final Child parent;

    private Keepalived(Path folder, Path vrrpPid, Child parent) {
        this.folder = folder;
        this.vrrpPid = vrrpPid;
        this.parent = parent;
    }

    /** Starts it; gives it back when its VRRP process runs. */
    static Keepalived start(Switch.Host host, Dialect dialect, int priority) {
        try {
            Path folder = Files.createTempDirectory("fairlead-keepalived");
            Path config = folder.resolve("keepalived.conf");
            Files.writeString(config, config(dialect, priority));
            Path vrrpPid = folder.resolve("vrrp.pid");
            Child parent = host.command(
                            "/usr/sbin/keepalived",
                            "--dont-fork",
                            "--log-console",
                            "--log-detail",
                            "--vrrp",
                            "--use-file=" + config,
                            "--pid=" + folder.resolve("parent.pid"),
                            "--vrrp_pid=" + vrrpPid)
                    .start(folder.resolve("log"));
            Keepalived keepalived = new Keepalived(folder, vrrpPid, parent);
            Deadline.await("keepalived's process", SOON, () -> keepalived.pid() > 0, keepalived::log);
            return keepalived;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String config(Dialect dialect, int priority) {
        return """
                global_defs {
                    vrrp_garp_master_delay 1
                }
                vrrp_instance fairlead {
                    state BACKUP
                    interface eth0
                    virtual_router_id %d
                    priority %d
                    %s
                    virtual_ipaddress {
                        %s
                    }
                }
                """.formatted(Configs.VRID, priority, settings(dialect), addresses(dialect));
    }

    private static String settings(Dialect dialect) {
        return switch (dialect) {
            case V3, V3_IPV6 -> "version 3\nadvert_int 0.1";
            case V2 -> "version 2\nadvert_int 1";
            case V2_PASS ->
                "version 2\nadvert_int 1\nauthentication {\nauth_type PASS\nauth_pass " + RouterProcess.PASSWORD
                        + "\n}";
        };
    }

    private static String addresses(Dialect dialect) {
        return switch (dialect) {
            case V3, V2, V2_PASS -> Configs.VIP + "/32";
            case V3_IPV6 -> Configs.LINK_LOCAL_VIP + "/128\n" + Configs.GLOBAL_VIP + "/128";
        };
    }

    private long pid() {
        try {
            return Files.exists(vrrpPid)
                    ? Long.parseLong(Files.readString(vrrpPid).strip())
                    : 0;
        } catch (IOException | NumberFormatException e) {
            // It is being written.
            return 0;
        }
    }

    String log() {
        try {
            return Files.readString(parent.log());
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    /** Parent and child at once; either would answer the death of the other. */
    void kill() {
        try (Pidfd main = Pidfd.open(parent.pid());
                Pidfd vrrp = Pidfd.open(pid())) {
            main.send(Signal.STOP);
            vrrp.send(Signal.KILL);
            main.send(Signal.KILL);
        }
    }

    /** As its service manager does. */
    void terminate() {
        try (Pidfd main = Pidfd.open(parent.pid())) {
            main.send(Signal.TERM);
        }
    }

    @Override
    public void close() {
        parent.close();
        Folders.remove(folder);
    }
}

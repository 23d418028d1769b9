package io.fairlead.agent.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.ipvs.SyncDaemon;
import io.fairlead.linux.ipvs.SyncDaemon.Role;
import io.fairlead.linux.ipvs.Timeouts;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Timeouts and sync daemons, which IPVS has once for all services. Each call is one of a new life of the agent. */
class IpvsHostSettingsTest {
    private static final SyncSettings SYNC = new SyncSettings("eth1", 7, IpAddress.parse("224.0.0.81"), 8848, 1);

    @TempDir
    private Path folder;

    private final FakeIpvsControl kernel = new FakeIpvsControl();
    private final Findings findings = new Findings();

    private Journal journal() {
        return Journal.open(new StateFile(folder.resolve("forwarding"), "this boot"));
    }

    private Map<String, String> timeouts(int tcp, int tcpFin, int udp) {
        return new IpvsTimeouts(kernel, journal()).apply(new Timeouts(tcp, tcpFin, udp), findings);
    }

    private Map<String, String> sync(SyncSettings settings, Role... roles) {
        return new SyncDaemons(kernel, journal(), Optional.ofNullable(settings)).apply(Set.of(roles), findings);
    }

    @Test
    void onlyTheTimeoutsThatAreAskedForAreWrittenAndShown() {
        assertThat(timeouts(7200, 0, 0)).containsExactly(Map.entry("timeout tcp", "7200 s"));
        assertThat(kernel.timeouts).isEqualTo(new Timeouts(7200, 120, 300));

        timeouts(7200, 0, 0);
        assertThat(kernel.changes).isOne();
    }

    @Test
    void whatWasThereComesBackWhenNoTimeoutIsAskedForAnyMore() {
        timeouts(7200, 60, 30);
        timeouts(3600, 60, 0);
        assertThat(kernel.timeouts).isEqualTo(new Timeouts(3600, 60, 300));
        assertThat(timeouts(0, 0, 0)).isEmpty();
        assertThat(kernel.timeouts).isEqualTo(new Timeouts(900, 120, 300));
        assertThat(journal().state()).isEqualTo(ForwardingState.EMPTY);
    }

    @Test
    void timeoutThatSomebodyElseHasSetSinceIsTheirs() {
        timeouts(7200, 0, 0);
        kernel.timeouts = new Timeouts(1000, 120, 300);
        timeouts(0, 0, 0);
        assertThat(kernel.timeouts.tcpSeconds()).isEqualTo(1000);
    }

    @Test
    void whoHoldsTellsAndWhoDoesNotHears() {
        assertThat(sync(SYNC, Role.BACKUP)).containsExactly(Map.entry("sync backup", "on eth1, id 7"));
        assertThat(kernel.daemons).extracting(SyncDaemon::role).containsExactly(Role.BACKUP);

        assertThat(sync(SYNC, Role.MASTER)).containsOnlyKeys("sync master");
        assertThat(kernel.daemons).extracting(SyncDaemon::role).containsExactly(Role.MASTER);

        sync(SYNC, Role.MASTER);
        assertThat(kernel.changes).isEqualTo(3);
        assertThat(sync(SYNC)).isEmpty();
        assertThat(kernel.daemons).isEmpty();
        assertThat(findings.problems()).isEmpty();
    }

    @Test
    void otherSettingsReplaceOursAndNoSettingsEndIt() {
        sync(SYNC, Role.MASTER);
        sync(new SyncSettings("eth2", 7, SYNC.group(), 8848, 1), Role.MASTER);
        assertThat(kernel.daemons).extracting(SyncDaemon::interfaceName).containsExactly("eth2");
        sync(null, Role.MASTER);
        assertThat(kernel.daemons).isEmpty();
        assertThat(journal().state()).isEqualTo(ForwardingState.EMPTY);
    }

    @Test
    void daemonOfOthersIsLeftAndNamed() {
        SyncDaemon foreign = SyncDaemon.of(Role.MASTER, "eth9", 1);
        kernel.daemons.add(foreign);

        assertThat(sync(SYNC, Role.MASTER)).isEmpty();
        assertThat(findings.problems())
                .singleElement()
                .asString()
                .contains("is in the way of ours: master on eth9, id 1", "ipvsadm --stop-daemon master");
        sync(SYNC, Role.BACKUP);
        sync(null);
        assertThat(kernel.daemons).containsExactly(foreign);
        assertThat(journal().state()).isEqualTo(ForwardingState.EMPTY);
    }

    @Test
    void daemonThatCannotStartIsAProblemAndNotNoted() {
        kernel.interfaceIsMissing = true;

        assertThat(sync(SYNC, Role.MASTER)).isEmpty();

        assertThat(findings.problems())
                .singleElement()
                .asString()
                .contains("ENODEV", "forwarding.sync.interface is eth1");
        assertThat(journal().state()).isEqualTo(ForwardingState.EMPTY);
    }
}

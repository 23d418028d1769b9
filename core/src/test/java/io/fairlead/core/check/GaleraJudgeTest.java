package io.fairlead.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GaleraJudgeTest {
    private static String judge(String[] options, String... changes) {
        Map<String, String> values = new HashMap<>(Map.of(
                "wsrep_cluster_status", "Primary",
                "wsrep_cluster_size", "3",
                "wsrep_local_state", "4",
                "wsrep_local_state_comment", "Synced",
                "wsrep_ready", "ON",
                "wsrep_connected", "ON",
                "wsrep_on", "ON",
                "wsrep_desync", "OFF",
                "wsrep_reject_queries", "NONE",
                "read_only", "OFF"));
        for (int i = 0; i < changes.length; i += 2) {
            values.put(changes[i], changes[i + 1]);
        }
        Probe.Galera probe = (Probe.Galera) Talk.settings("galera", options).probe();
        return switch (GaleraJudge.judge(probe, values)) {
            case Judgement.Good good -> "good: " + good.words();
            case Judgement.Bad(String reason) -> "bad: " + reason;
        };
    }

    private static String strict(String... changes) {
        return judge(new String[] {"user", "check"}, changes);
    }

    private static String lenient(String... changes) {
        return judge(new String[] {"user", "check", "donor", "accept", "read-only", "accept"}, changes);
    }

    @Test
    void syncedNodeIsGood() {
        assertThat(strict()).isEqualTo("good: synced, one of 3 nodes");
    }

    @Test
    void donorIsGoodOnlyWhereItIsAccepted() {
        String[] donor = {"wsrep_local_state", "2", "wsrep_local_state_comment", "Donor/Desynced"};
        assertThat(strict(donor)).isEqualTo("bad: is a donor, which the check does not accept");
        assertThat(lenient(donor)).isEqualTo("good: donor, one of 3 nodes");
    }

    @Test
    void desyncedNodeIsBadEvenWhereADonorIsAccepted() {
        assertThat(lenient("wsrep_local_state", "2", "wsrep_desync", "ON"))
                .isEqualTo("bad: is desynced: wsrep_desync is ON");
    }

    @Test
    void nodeOutsideThePrimaryPartIsBad() {
        assertThat(lenient("wsrep_cluster_status", "non-Primary", "wsrep_ready", "OFF"))
                .isEqualTo("bad: its part of the cluster is non-Primary, not Primary");
    }

    @Test
    void nodeThatIsNotReadyIsBad() {
        assertThat(strict("wsrep_ready", "OFF", "wsrep_local_state", "1", "wsrep_local_state_comment", "Joining"))
                .isEqualTo("bad: is not ready: Joining (state 1)");
        assertThat(strict("wsrep_connected", "OFF")).startsWith("bad: is not ready");
        assertThat(strict("wsrep_local_state", "3", "wsrep_local_state_comment", "Joined"))
                .isEqualTo("bad: its state is Joined (state 3)");
    }

    @Test
    void readOnlyNodeIsGoodOnlyWhereItIsAccepted() {
        assertThat(strict("read_only", "ON")).isEqualTo("bad: is read-only");
        assertThat(lenient("read_only", "1")).startsWith("good");
    }

    @Test
    void maintenanceIsBad() {
        assertThat(lenient("pxc_maint_mode", "MAINTENANCE"))
                .isEqualTo("bad: is in maintenance: pxc_maint_mode is MAINTENANCE");
        assertThat(lenient("wsrep_reject_queries", "ALL")).startsWith("bad: rejects queries");
    }

    @Test
    void serverWithoutGaleraIsNoNode() {
        assertThat(strict("wsrep_on", "OFF")).isEqualTo("bad: is no node of a Galera cluster: wsrep is off");
        assertThat(strict("wsrep_cluster_status", "")).startsWith("bad: is no node");
    }
}

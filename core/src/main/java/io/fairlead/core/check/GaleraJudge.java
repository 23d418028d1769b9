package io.fairlead.core.check;

import java.util.List;
import java.util.Map;

/**
 * Whether a node of a Galera cluster (MariaDB, Percona XtraDB Cluster) may get connections, from its own status and
 * variables.
 */
final class GaleraJudge {
    /** What it is asked; both show names and values. */
    static final List<String> QUERIES = List.of(
            "SHOW GLOBAL STATUS WHERE Variable_name IN ('wsrep_cluster_status', 'wsrep_cluster_size',"
                    + " 'wsrep_local_state', 'wsrep_local_state_comment', 'wsrep_ready', 'wsrep_connected')",
            "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('wsrep_on', 'wsrep_desync', 'wsrep_reject_queries',"
                    + " 'pxc_maint_mode', 'read_only')");

    private static final String DONOR = "2";
    private static final String SYNCED = "4";

    private GaleraJudge() {}

    /** What {@code values}, by names in lower case, say. */
    static Judgement judge(Probe.Galera probe, Map<String, String> values) {
        String status = values.getOrDefault("wsrep_cluster_status", "");
        if (status.isEmpty() || !isOn(values, "wsrep_on", "ON")) {
            return new Judgement.Bad("is no node of a Galera cluster: wsrep is off");
        }
        if (!status.equalsIgnoreCase("Primary")) {
            return new Judgement.Bad("its part of the cluster is " + status + ", not Primary");
        }
        if (!isOn(values, "wsrep_connected", "OFF") || !isOn(values, "wsrep_ready", "OFF")) {
            return new Judgement.Bad("is not ready: " + comment(values));
        }
        String maintenance = values.getOrDefault("pxc_maint_mode", "DISABLED");
        if (!maintenance.equalsIgnoreCase("DISABLED")) {
            return new Judgement.Bad("is in maintenance: pxc_maint_mode is " + maintenance);
        }
        if (isOn(values, "wsrep_desync", "OFF")) {
            return new Judgement.Bad("is desynced: wsrep_desync is ON");
        }
        String rejected = values.getOrDefault("wsrep_reject_queries", "NONE");
        if (!rejected.equalsIgnoreCase("NONE")) {
            return new Judgement.Bad("rejects queries: wsrep_reject_queries is " + rejected);
        }
        return state(probe, values);
    }

    private static Judgement state(Probe.Galera probe, Map<String, String> values) {
        String state = values.getOrDefault("wsrep_local_state", "");
        boolean donor = state.equals(DONOR);
        if (!state.equals(SYNCED) && !(donor && probe.acceptsDonor())) {
            return new Judgement.Bad(
                    donor ? "is a donor, which the check does not accept" : "its state is " + comment(values));
        }
        if (isOn(values, "read_only", "OFF") && !probe.acceptsReadOnly()) {
            return new Judgement.Bad("is read-only");
        }
        return new Judgement.Good(
                (donor ? "donor" : "synced") + ", one of " + values.getOrDefault("wsrep_cluster_size", "?") + " nodes");
    }

    private static String comment(Map<String, String> values) {
        return values.getOrDefault("wsrep_local_state_comment", "unknown") + " (state "
                + values.getOrDefault("wsrep_local_state", "unknown") + ")";
    }

    private static boolean isOn(Map<String, String> values, String name, String otherwise) {
        String value = values.getOrDefault(name, otherwise);
        return value.equalsIgnoreCase("ON") || value.equals("1");
    }
}

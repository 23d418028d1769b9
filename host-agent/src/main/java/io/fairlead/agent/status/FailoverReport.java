package io.fairlead.agent.status;

import io.fairlead.core.channel.Role;
import io.fairlead.core.director.DirectorView;
import java.util.List;
import java.util.Locale;

/**
 * What the director knows of a service and what it decided lately; the names are those of the JSON.
 *
 * @param holder the name of the member that serves the address, or empty
 * @param situation one line: what is going on
 */
public record FailoverReport(
        String service, String vip, String holder, String situation, List<Sidecar> members, List<Said> decisions) {
    private static final long NANOS_A_MILLI = 1_000_000;

    public FailoverReport {
        members = List.copyOf(members);
        decisions = List.copyOf(decisions);
    }

    /**
     * A member as its sidecar reports it.
     *
     * @param role initialize, backup, active or resigning; empty: it never reported
     */
    public record Sidecar(
            String name,
            String role,
            String health,
            int priority,
            boolean connected,
            boolean frozen,
            boolean alive,
            String why) {}

    /** A decision, its age in ms when the report was made, and its reason. */
    public record Said(long agoMillis, String what, String member, String reason) {}

    static FailoverReport of(DirectorView.ServiceView view) {
        return new FailoverReport(
                view.service(),
                view.vip().toString(),
                view.holder().orElse(""),
                view.situation(),
                view.members().stream().map(FailoverReport::sidecar).toList(),
                view.decisions().stream().map(FailoverReport::said).toList());
    }

    private static Sidecar sidecar(DirectorView.MemberView member) {
        return new Sidecar(
                member.name(),
                member.role().map(Role::name).orElse("").toLowerCase(Locale.ROOT),
                member.health().name().toLowerCase(Locale.ROOT),
                member.priority(),
                member.connected(),
                member.frozen(),
                member.alive(),
                member.why());
    }

    private static Said said(DirectorView.SaidView said) {
        return new Said(
                said.agoNanos() / NANOS_A_MILLI, said.what(), said.member().orElse(""), said.reason());
    }
}

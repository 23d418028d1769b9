package io.fairlead.agent.forwarding;

import java.util.List;
import java.util.Map;

/**
 * How the host forwards.
 *
 * @param reason why this mode, in words: {@code the kernel has no ip_vs (…)}
 * @param rules in which form our own rules were written, and why: {@code nftables}; empty: none were
 * @param inPlace the services that the kernel has, read back; a LAN address of which one is missing here is not held
 * @param sysctls the kernel settings that forwarding needs, with their values as read
 * @param ipvs what of IPVS as a whole is set: timeouts, and sync daemons that run
 * @param problems what keeps services from working, one sentence each with how to mend it
 * @param warnings what an operator should know and that does not stop forwarding
 */
public record ForwardingStatus(
        Mode mode,
        String reason,
        String rules,
        List<ForwardedService> inPlace,
        Map<String, String> sysctls,
        Map<String, String> ipvs,
        List<String> problems,
        List<String> warnings) {
    /** Who forwards. */
    public enum Mode {
        /** Nobody: nothing applied yet, or neither way works; the reason says which. */
        NONE,
        IPVS,
        NFTABLES,
        /** For kernels without nf_tables for IPv4. */
        IPTABLES
    }

    /** Before anything was applied. */
    public static final ForwardingStatus NOT_YET = new ForwardingStatus(
            Mode.NONE, "nothing applied yet", "", List.of(), Map.of(), Map.of(), List.of(), List.of());

    public ForwardingStatus {
        inPlace = List.copyOf(inPlace);
        sysctls = Map.copyOf(sysctls);
        ipvs = Map.copyOf(ipvs);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }
}

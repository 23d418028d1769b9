package io.fairlead.core.diagnosis;

import java.util.Locale;

/** All that can be found: the catalogue. Numbers are those of the pitfalls that the design lists; empty: none there. */
public enum Pitfall {
    IP_FORWARD_OFF("P25", true, "The host forwards no IPv4 between LAN and containers."),
    IPV6_FORWARD_OFF("P25", false, "The host forwards no IPv6 between LAN and containers."),
    RP_FILTER_STRICT("P25", true, "The LAN interface drops clients whose way back leads through another interface."),
    IP_VS_MISSING("P20", true, "The settings allow IPVS alone, and the kernel has none."),
    IP_VS_SETTING("P28", true, "A net.ipv4.vs setting lets connections hang, or clients on the bridge unserved."),
    CONNTRACK_FULL("", false, "The table of connections is full, so new ones are dropped."),
    VRRP_STRICT("P22", true, "keepalived's vrrp_strict has left rules that drop packets of a VIP."),
    VIP_DROPPED("P22", false, "A packet filter rule drops connections to a VIP."),
    VRRP_DROPPED("P22", false, "A packet filter rule drops VRRP, so that several routers hold the address."),
    FIREWALLD_CLOSED("P23", true, "firewalld does not let the LAN VIP's port in."),
    UFW_CLOSED("P23", true, "ufw does not let the LAN VIP's port in."),
    INPUT_CLOSED("P23", false, "The INPUT chain drops what nobody allowed, the LAN VIP's port among it."),
    FORWARD_CLOSED("P27", false, "The FORWARD chain drops what comes from the LAN for the containers."),
    BRIDGE_FILTERED("P27", false, "Packets between containers of one bridge are dropped by the host's rules."),
    ARP_SILENT("P29", true, "arp_ignore keeps the holder of a VIP from answering ARP for it."),
    GRATUITOUS_ARP_DROPPED("P10", true, "drop_gratuitous_arp: a takeover is not believed until the old entry ages."),
    NEIGHBOUR_STALE("P10", true, "The host has another Ethernet address for the VIP than its holder's."),
    ROUTE_ELSEWHERE("", false, "The host's route to the VIP does not lead to its bridge."),
    TWO_HOLDERS("P03", false, "Several members have the VIP at once."),
    FROZEN_HOLDER("P01", false, "A paused container has the VIP: its kernel answers, its HAProxy does not."),
    NO_HOLDER("P45", false, "No member has the VIP."),
    STRANGER_HAS_VIP("P07", false, "Somebody who is no member answers ARP for the VIP."),
    LAN_VIP_ELSEWHERE("P09", false, "Another machine answers ARP for the LAN VIP that this host holds."),
    LAN_VIP_NOWHERE("P32", false, "This host does not have the LAN VIP, and nobody on the LAN answers for it."),
    LAN_VIP_BY_HAND("P09", false, "The LAN VIP is an ordinary address of this host, put there by somebody else."),
    ADDRESS_LEFT("P09", true, "An address of Fairlead's that no service wants any more."),
    VIP_ON_HOST("P09", false, "The host itself has a container VIP."),
    VRID_CLASH("P40", false, "Another virtual router uses the same number on the same network."),
    VRRP_STRANGER("P08", false, "Somebody who is no member sends VRRP for the VIP."),
    KEEPALIVED_BESIDE("P31", false, "A keepalived runs in the same network and may hold the same address."),
    NAMESPACE_STALE("P11", false, "A container is in the network of an earlier life of the member that it joins."),
    NOFILE_LOW("P57", false, "A member may open too few files for its connections."),
    CAPABILITY_MISSING("P56", false, "A member's process lacks a capability that the sidecar needs."),
    LABELS_MISSING("", false, "A container runs the sidecar but has no label, so the agent does not know it."),
    LABELS_WRONG("", false, "Labels that contradict each other or this host."),
    VIP_NOT_RESERVED("P07", false, "The engine may give the VIP, or has given it, to another container."),
    PORT_PUBLISHED("P26", false, "A port that the engine publishes takes the LAN VIP's connections."),
    NO_MULTICAST("P41", false, "The members' network is of a kind that often carries no multicast."),
    ENGINE_SILENT("P54", false, "The container engine does not answer."),
    ENGINE_VERSION("P52", false, "The engine speaks no version of its API that Fairlead speaks."),
    CLOCK_BEHIND("", false, "This host's clock is behind: containers have started in its future."),
    AGENT_SILENT("P31", false, "Services have a LAN VIP, and no agent answers on this host."),
    CHANNEL_MISSING("P45", false, "A member's sidecar is not connected to the agent: failover waits for timers."),
    AGENT_COMPLAINS("", false, "The agent names a problem that nothing else here explains."),
    NOTHING_LISTENS("P06", false, "The holder of the VIP has nothing that listens on the port."),
    VIP_UNREACHABLE("P33", false, "A connection to the VIP fails, and nothing else here explains it."),
    LAN_VIP_UNREACHABLE("P24", false, "A connection to the LAN VIP fails, and nothing else here explains it.");

    private final String number;
    private final boolean fixable;
    private final String words;

    Pitfall(String number, boolean fixable, String words) {
        this.number = number;
        this.fixable = fixable;
        this.words = words;
    }

    /** {@code P25}, or empty. */
    public String number() {
        return number;
    }

    /** {@code ip-forward-off}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether {@code --fix} may mend it. */
    public boolean isFixable() {
        return fixable;
    }

    /** One sentence. */
    public String words() {
        return words;
    }
}

package io.fairlead.agent.diagnosis;

import java.util.Locale;
import java.util.Map;

/** The numbers of IP's protocols, by the names that packet filters list. */
final class Protocols {
    private static final Map<String, Integer> NUMBERS = Map.of(
            "icmp",
            1,
            "igmp",
            2,
            "tcp",
            6,
            "udp",
            17,
            "gre",
            47,
            "ipv6-icmp",
            58,
            "icmpv6",
            58,
            "ospf",
            89,
            "vrrp",
            112,
            "sctp",
            132);

    /** No protocol has it: an unknown name is none of those that matter here. */
    private static final int NONE = 255;

    private Protocols() {}

    static int number(String name) {
        return name.matches("[0-9]{1,3}")
                ? Integer.parseInt(name)
                : NUMBERS.getOrDefault(name.toLowerCase(Locale.ROOT), NONE);
    }
}

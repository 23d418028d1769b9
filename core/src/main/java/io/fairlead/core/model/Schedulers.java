package io.fairlead.core.model;

import java.util.Collection;
import java.util.List;

/** The schedulers that Linux has for IPVS (net/netfilter/ipvs/Kconfig), by the kernel's names. */
public final class Schedulers {
    private static final List<String> NAMES =
            List.of("rr", "wrr", "lc", "wlc", "fo", "ovf", "lblc", "lblcr", "dh", "sh", "mh", "sed", "nq", "twos");

    private Schedulers() {}

    public static Collection<String> names() {
        return NAMES;
    }

    public static boolean exists(String name) {
        return NAMES.contains(name);
    }
}

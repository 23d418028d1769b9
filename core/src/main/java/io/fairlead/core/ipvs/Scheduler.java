package io.fairlead.core.ipvs;

import java.util.List;

/**
 * How the kernel picks a destination, by the name that it knows; module {@code ip_vs_<name>}, which it loads itself when
 * a service names it.
 *
 * @param name 1–15 characters (IP_VS_SCHEDNAME_MAXLEN with its end)
 */
public record Scheduler(String name) {
    public static final Scheduler RR = new Scheduler("rr");
    public static final Scheduler WRR = new Scheduler("wrr");
    public static final Scheduler LC = new Scheduler("lc");
    public static final Scheduler WLC = new Scheduler("wlc");
    public static final Scheduler LBLC = new Scheduler("lblc");
    public static final Scheduler LBLCR = new Scheduler("lblcr");
    public static final Scheduler DH = new Scheduler("dh");
    public static final Scheduler SH = new Scheduler("sh");
    public static final Scheduler SED = new Scheduler("sed");
    public static final Scheduler NQ = new Scheduler("nq");
    public static final Scheduler FO = new Scheduler("fo");
    public static final Scheduler OVF = new Scheduler("ovf");
    public static final Scheduler MH = new Scheduler("mh");
    public static final Scheduler TWOS = new Scheduler("twos");

    /** The schedulers of the kernel's own tree, in the order of its menu; one may be missing in a given kernel. */
    public static final List<Scheduler> KNOWN =
            List.of(RR, WRR, LC, WLC, FO, OVF, LBLC, LBLCR, DH, SH, MH, SED, NQ, TWOS);

    public Scheduler {
        if (!name.matches("[a-z0-9_-]{1,15}")) {
            throw new IllegalArgumentException("'" + name + "' is no scheduler's name");
        }
    }

    /** The names of {@link #KNOWN}, for messages. */
    public static List<String> names() {
        return KNOWN.stream().map(Scheduler::name).toList();
    }

    @Override
    public String toString() {
        return name;
    }
}

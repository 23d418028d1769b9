package io.fairlead.lab.demo;

import io.fairlead.lab.stack.IpvsEvidence;
import java.util.ArrayList;
import java.util.List;

/** What is said of the kernel's forwarding: whence it has ip_vs, and its table. */
final class Forwarded {
    private Forwarded() {}

    static List<String> lines(IpvsEvidence ipvs) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.addAll(Wrapped.lines("  the agent says: ", ipvs.how()));
        if (!ipvs.table().isEmpty()) {
            lines.add("  ip_vs at first: " + words(ipvs.loadedBefore()) + "; now: " + words(ipvs.loadedAfter()));
            lines.add("  the agent has a modprobe: " + yes(ipvs.modprobeInImage()) + "; CAP_SYS_MODULE: "
                    + yes(ipvs.mayLoadModules()));
            lines.add("");
            lines.add("  ipvsadm -Ln");
            ipvs.table().forEach(line -> lines.add("    " + line.stripTrailing()));
        }
        lines.add("");
        return lines;
    }

    private static String words(boolean loaded) {
        return loaded ? "in the kernel" : "not in the kernel";
    }

    private static String yes(boolean it) {
        return it ? "yes" : "no";
    }
}

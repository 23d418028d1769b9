package io.fairlead.sidecar;

import io.fairlead.core.text.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the kernel lets us do our work, asked before anything is begun (P56). */
final class Capabilities {
    /** Bits of include/uapi/linux/capability.h. */
    private static final int CAP_NET_ADMIN = 12;

    private static final int CAP_NET_RAW = 13;

    private Capabilities() {}

    /** What is missing, and how to get it; {@code status} is /proc/self/status. */
    static Optional<Problem> missing(Path status) throws IOException {
        long effective = 0;
        String user = "0";
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("CapEff:")) {
                effective = Long.parseUnsignedLong(line.substring(7).strip(), 16);
            } else if (line.startsWith("Uid:")) {
                user = line.split("\\s+", 4)[2];
            }
        }
        List<String> missing = new ArrayList<>();
        if ((effective >> CAP_NET_ADMIN & 1) == 0) {
            missing.add("NET_ADMIN");
        }
        if ((effective >> CAP_NET_RAW & 1) == 0) {
            missing.add("NET_RAW");
        }
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        String mend = "give this service cap_add: [NET_ADMIN, NET_RAW]"
                + (user.equals("0")
                        ? ""
                        : " and user: root, since it runs as user " + user + ", who gets none of them");
        return Optional.of(new Problem(
                "capabilities",
                String.join(" and ", missing) + (missing.size() == 1 ? " is" : " are")
                        + " missing, without which no address can be held",
                mend));
    }
}

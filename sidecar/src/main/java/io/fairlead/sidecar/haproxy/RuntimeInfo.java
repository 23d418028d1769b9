package io.fairlead.sidecar.haproxy;

import java.util.Optional;

/**
 * What we want to know of HAProxy's {@code show info}.
 *
 * @param version for instance {@code 3.0.11-1}
 * @param pid of the worker, in HAProxy's own pid namespace
 * @param stopping it finishes its connections and takes no new ones
 */
record RuntimeInfo(String version, long pid, boolean stopping) {
    /** Empty if it is something else than HAProxy's answer. */
    static Optional<RuntimeInfo> parse(String answer) {
        String version = field(answer, "Version");
        String pid = field(answer, "Pid");
        if (version.isEmpty() || pid.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RuntimeInfo(
                    version, Long.parseLong(pid), field(answer, "Stopping").equals("1")));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String field(String answer, String name) {
        int start = answer.startsWith(name + ": ") ? 0 : answer.indexOf("\n" + name + ": ") + 1;
        if (start == 0 && !answer.startsWith(name + ": ")) {
            return "";
        }
        int end = answer.indexOf('\n', start);
        return answer.substring(start + name.length() + 2, end < 0 ? answer.length() : end)
                .strip();
    }
}

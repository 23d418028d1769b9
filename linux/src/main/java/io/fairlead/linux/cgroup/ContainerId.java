package io.fairlead.linux.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which container a process is in, as the kernel says it: from its control groups, version 1, 2 or both. */
public final class ContainerId {
    /**
     * A path's element that names a container: {@code 64 hex digits} (cgroupfs driver), or
     * {@code docker-….scope} (systemd driver).
     */
    private static final Pattern ELEMENT = Pattern.compile("(?:[a-z-]+-)?([0-9a-f]{64})(?:\\.scope)?");

    private ContainerId() {}

    /**
     * The container of {@code pid}, as this process's pid namespace numbers it. Only as good as the pid: hold a pidfd
     * opened before, and see that the process is alive after.
     *
     * @return the full id, 64 hex digits; empty if the process is in no container, or gone, or its hierarchies disagree
     */
    public static Optional<String> ofProcess(long pid) {
        try {
            return parse(Files.readAllLines(Path.of("/proc/" + pid + "/cgroup")));
        } catch (IOException e) {
            // ENOENT or ESRCH: it has ended.
            return Optional.empty();
        }
    }

    /**
     * From the lines {@code hierarchy:controllers:path} of /proc/pid/cgroup (cgroups(7)). The outermost id of a path counts: a
     * container that may write to its own part of the tree can make folders of any name in there. Where two hierarchies
     * name different containers somebody has moved the process, and it is nobody's.
     */
    public static Optional<String> parse(List<String> lines) {
        Set<String> ids = new HashSet<>();
        for (String line : lines) {
            String[] fields = line.split(":", 3);
            if (fields.length == 3) {
                outermost(fields[2]).ifPresent(ids::add);
            }
        }
        return ids.size() == 1 ? Optional.of(ids.iterator().next()) : Optional.empty();
    }

    private static Optional<String> outermost(String path) {
        for (String element : path.split("/", -1)) {
            Matcher matcher = ELEMENT.matcher(element);
            if (matcher.matches()) {
                return Optional.of(matcher.group(1));
            }
        }
        return Optional.empty();
    }
}

package io.fairlead.lab.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The control group of a container, found through one of its processes; version 1 or 2, whichever has the controller at hand.
 *
 * @param freezer the folder whose files freeze it
 * @param accounting the folder whose files count its processor time
 */
public record ControlGroup(Path freezer, Path accounting) {
    private static final Path TOP = Path.of("/sys/fs/cgroup");
    private static final String V1_FREEZER = "freezer.state";
    private static final String V2_FREEZER = "cgroup.freeze";
    private static final String V1_USAGE = "cpuacct.usage";
    private static final String V2_USAGE = "cpu.stat";

    public static ControlGroup ofProcess(long pid) {
        try {
            List<String> lines = Files.readAllLines(Path.of("/proc/" + pid + "/cgroup"));
            return new ControlGroup(folder(lines, "freezer"), folder(lines, "cpuacct"));
        } catch (IOException e) {
            throw new UncheckedIOException("process " + pid + " is gone", e);
        }
    }

    /** Each line is number:controllers:path; version 2's has no controllers. */
    private static Path folder(List<String> lines, String controller) {
        Path unified = TOP;
        for (String line : lines) {
            String[] fields = line.split(":", 3);
            Path below = Path.of("/").relativize(Path.of(fields[2]));
            if (List.of(fields[1].split(",")).contains(controller)) {
                return TOP.resolve(fields[1]).resolve(below);
            }
            if (fields[1].isEmpty()) {
                unified = TOP.resolve(below);
            }
        }
        return unified;
    }

    /** Stops all its processes at once, behind the back of the engine. */
    public void freeze() {
        write("FROZEN", "1");
    }

    public void thaw() {
        write("THAWED", "0");
    }

    private void write(String v1, String v2) {
        Path file = freezer.resolve(V1_FREEZER);
        try {
            if (Files.exists(file)) {
                Files.writeString(file, v1);
            } else {
                Files.writeString(freezer.resolve(V2_FREEZER), v2);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the freezer in " + freezer, e);
        }
    }

    /** The processor time that all its processes ever took, in ns. */
    public long processorNanos() {
        try {
            Path v1 = accounting.resolve(V1_USAGE);
            if (Files.exists(v1)) {
                return Long.parseLong(Files.readString(v1).strip());
            }
            return Files.readAllLines(accounting.resolve(V2_USAGE)).stream()
                    .filter(line -> line.startsWith("usage_usec "))
                    .mapToLong(line -> Long.parseLong(line.substring("usage_usec ".length())) * 1000)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the processor time of " + accounting, e);
        }
    }
}

package io.fairlead.lab.bench.channel;

import io.fairlead.linux.cgroup.ContainerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Moves a process of this machine into a container's control groups: to the kernel it is one of that container's then. */
final class Membership {
    private Membership() {}

    /**
     * Moves {@code pid} to where {@code model}, a process of the container, is, in one hierarchy.
     *
     * @throws IOException if there is none that both could be in
     */
    static void give(long pid, long model) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + model + "/cgroup"))) {
            String[] fields = line.split(":", 3);
            Optional<Path> folder = ContainerId.parse(List.of(line)).flatMap(_ -> folder(fields[1], fields[2]));
            if (folder.isPresent()) {
                Files.writeString(folder.get().resolve("cgroup.procs"), Long.toString(pid));
                return;
            }
        }
        throw new IOException("process " + model + " is in no control group that can be joined");
    }

    private static Optional<Path> folder(String controllers, String path) {
        // The freezer would stop an intruder together with its host.
        if (controllers.equals("freezer")) {
            return Optional.empty();
        }
        for (String mount : List.of(controllers.isEmpty() ? "unified" : controllers, ".")) {
            Path folder = Path.of("/sys/fs/cgroup", mount, path);
            if (Files.isDirectory(folder)) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }
}

package io.fairlead.lab.uml;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the host does in a mount namespace of its own: puts the shared folders into the tree and starts the kernel in it. */
record HostScript(Path tree, Path exchange, List<Path> shared, int memoryMegabytes) {
    /** For bash; ends with the kernel. */
    String text() {
        return """
                set -e
                mount --make-rprivate /
                tree=%s
                mount -t proc proc "$tree/proc"
                # The guest's memory is a file in here; on a disk it would be written back all the time.
                mount -t tmpfs -o size=%dm tmpfs "$tree/dev/shm"
                share() { mkdir -p "$tree$2"; mount --bind "$1" "$tree$2"; }
                share %s /lab
                # Under /lab at first: the guest puts them where they belong, on top of what it mounts itself.
                %s
                # No exec: as process 1 of its PID namespace the kernel would not get signals that it sends to itself.
                chroot "$tree" /usr/bin/linux.uml mem=%dM rootfstype=hostfs rw init=/bin/bash uml_dir=/lab/ \\
                    con=null con0=null,fd:1 ssl=null quiet -- /lab/init < /dev/null
                """.formatted(
                        GuestScript.quote(tree.toString()),
                        memoryMegabytes + 64,
                        GuestScript.quote(exchange.toString()),
                        shares(),
                        memoryMegabytes);
    }

    private String shares() {
        return IntStream.range(0, shared.size())
                .mapToObj(i -> "share " + GuestScript.quote(shared.get(i).toString()) + " /lab/share/" + i)
                .collect(Collectors.joining("\n"));
    }
}

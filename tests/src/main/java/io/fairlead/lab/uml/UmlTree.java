package io.fairlead.lab.uml;

import io.fairlead.lab.debian.DebianTree;
import io.fairlead.lab.run.Cache;
import io.fairlead.lab.run.Command;
import io.fairlead.lab.run.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The guest's file system: a Debian 13 tree with the kernel (6.12: newer and faster than Debian 12's, and with iptables), a
 * Docker Engine, and the tools that the tests call.
 */
final class UmlTree {
    private static final DebianTree TREE = DebianTree.of(
            "trixie",
            "user-mode-linux",
            "kmod",
            "iproute2",
            "iptables",
            "nftables",
            "ipvsadm",
            "procps",
            "util-linux",
            "conntrack",
            "haproxy",
            "keepalived",
            "docker.io",
            "docker-cli",
            "docker-compose");

    /** Where the package keeps its modules; modprobe looks in /lib/modules. */
    private static final String MODULES = "usr/lib/uml/modules";

    private UmlTree() {}

    /** The tree's folder, made first if missing (about a minute, once). */
    static Path provide(Progress progress) {
        Path tree = TREE.provide(progress);
        try (Cache.Lock _ = Cache.lock("uml-modules", progress)) {
            linkModules(tree);
        } catch (IOException e) {
            throw new UncheckedIOException("the kernel's modules could not be linked in " + tree, e);
        }
        return tree;
    }

    private static void linkModules(Path tree) throws IOException {
        Path expected = Files.createDirectories(tree.resolve("usr/lib/modules"));
        for (Path modules : versions(tree)) {
            Path link = expected.resolve(modules.getFileName());
            if (!Files.isSymbolicLink(link)) {
                Files.createSymbolicLink(
                        link, Path.of("/", MODULES, modules.getFileName().toString()));
                Command.of(
                                "chroot",
                                tree.toString(),
                                "depmod",
                                modules.getFileName().toString())
                        .timeout(Duration.ofMinutes(1))
                        .check();
            }
        }
    }

    private static List<Path> versions(Path tree) throws IOException {
        try (Stream<Path> folders = Files.list(tree.resolve(MODULES))) {
            return folders.toList();
        }
    }
}

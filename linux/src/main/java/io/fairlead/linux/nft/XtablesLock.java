package io.fairlead.linux.nft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The file by which legacy iptables keeps two of its runs apart; without one it refuses to run. In a container with a
 * read-only root the usual place cannot be written; then it is the host's, as seen through its first process, so that
 * Docker's runs are kept apart from ours too; and if that is closed to us, one of our own.
 */
final class XtablesLock {
    private static final List<Path> PLACES = List.of(
            Path.of("/run/xtables.lock"),
            Path.of("/proc/1/root/run/xtables.lock"),
            Path.of(System.getProperty("java.io.tmpdir"), "fairlead-xtables.lock"));

    private XtablesLock() {}

    /** The first place that can be written; the last if none can, and iptables then says why. */
    static Path file() {
        return PLACES.stream().filter(XtablesLock::isWritable).findFirst().orElse(PLACES.getLast());
    }

    private static boolean isWritable(Path place) {
        try (var _ = Files.newByteChannel(place, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}

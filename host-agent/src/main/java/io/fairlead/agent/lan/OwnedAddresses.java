package io.fairlead.agent.lan;

import io.fairlead.core.net.IpPrefix;
import io.fairlead.linux.rtnetlink.InterfaceAddress;
import io.fairlead.linux.rtnetlink.Link;
import io.fairlead.linux.rtnetlink.RouteSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The note of which LAN addresses this agent has put where, for its next life: kernels before 5.18 do not keep whose an
 * address is, and on newer ones other programs of ours may share the host's network. One line each: interface, address.
 */
public final class OwnedAddresses {
    private final Path file;
    private volatile Set<Owned> owned;

    /** An address on an interface. */
    public record Owned(String interfaceName, IpPrefix address) {
        private static Optional<Owned> tryParse(String line) {
            String[] words = line.strip().split(" ", -1);
            return words.length == 2
                    ? IpPrefix.tryParse(words[1]).map(prefix -> new Owned(words[0], prefix))
                    : Optional.empty();
        }

        private String line() {
            return interfaceName + " " + address;
        }
    }

    private OwnedAddresses(Path file, Set<Owned> owned) {
        this.file = file;
        this.owned = owned;
    }

    /**
     * Reads the note; none is an empty one.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    public static OwnedAddresses read(Path file) {
        try {
            if (!Files.exists(file)) {
                return new OwnedAddresses(file, Set.of());
            }
            return new OwnedAddresses(
                    file,
                    Files.readAllLines(file).stream()
                            .flatMap(line -> Owned.tryParse(line).stream())
                            .collect(Collectors.toUnmodifiableSet()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Set<Owned> owned() {
        return owned;
    }

    /** Whether this address of the host was put there by us. */
    public boolean isOurs(Link link, InterfaceAddress address) {
        return address.isOurs() || owned.contains(new Owned(link.name(), address.prefix()));
    }

    /** Adds these, before their addresses are put in place. */
    public void note(Set<LanRouter> routers) {
        Set<Owned> more = new HashSet<>(owned);
        more.addAll(of(routers));
        write(more);
    }

    /**
     * Leaves only these, and takes the others out of the kernel if they are still there: those of an earlier life that are
     * no longer wanted (P09). An address that the kernel knows to be another's stays.
     *
     * @return what was removed
     */
    public List<Owned> retain(Set<LanRouter> routers) {
        Set<Owned> stale = new HashSet<>(owned);
        stale.removeAll(of(routers));
        List<Owned> removed = stale.isEmpty() ? List.of() : remove(stale);
        write(of(routers));
        return removed;
    }

    private static Set<Owned> of(Set<LanRouter> routers) {
        return routers.stream()
                .flatMap(router ->
                        router.addresses().stream().map(address -> new Owned(router.interfaceName(), address)))
                .collect(Collectors.toSet());
    }

    private static List<Owned> remove(Set<Owned> stale) {
        try (RouteSocket routes = RouteSocket.open()) {
            List<InterfaceAddress> addresses = routes.addresses();
            boolean tagged = addresses.stream().anyMatch(address -> address.protocol() != 0);
            return stale.stream()
                    .filter(each -> routes.linkByName(each.interfaceName())
                            .filter(link -> isStillOurs(addresses, link, each, tagged))
                            .filter(link -> routes.removeAddress(link.index(), each.address()))
                            .isPresent())
                    .toList();
        }
    }

    private static boolean isStillOurs(List<InterfaceAddress> addresses, Link link, Owned owned, boolean tagged) {
        return addresses.stream()
                .filter(address -> address.ifindex() == link.index())
                .filter(address -> address.prefix().equals(owned.address()))
                .anyMatch(address -> address.isOurs() || !tagged);
    }

    private void write(Set<Owned> wanted) {
        if (wanted.equals(owned)) {
            return;
        }
        try {
            Files.createDirectories(file.getParent());
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.write(fresh, wanted.stream().map(Owned::line).sorted().toList());
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            owned = Set.copyOf(wanted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

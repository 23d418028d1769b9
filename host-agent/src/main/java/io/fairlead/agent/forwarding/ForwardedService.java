package io.fairlead.agent.forwarding;

import io.fairlead.core.ipvs.Destination;
import io.fairlead.core.ipvs.ForwardingMethod;
import io.fairlead.core.ipvs.ServiceEntry;
import io.fairlead.core.ipvs.ServiceKey;
import io.fairlead.core.ipvs.TransportProtocol;
import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is forwarded: one port, or one firewall mark, of a LAN virtual address with the targets that it leads to.
 *
 * @param service the name that status and log use
 * @param entry as the kernel's IPVS shall have it; the nftables form is made of the same
 * @param clients whose clients get source NAT
 * @param leave how targets that are taken away go
 */
public record ForwardedService(String service, IpAddress lanVip, ServiceEntry entry, SourceNat clients, Leave leave) {
    /**
     * Whose address is replaced by this host's, so that answers come back through it.
     *
     * @param neighbours the subnets of the networks that hold the targets, of both families: clients in them need it (P24)
     * @param all everybody's is
     */
    public record SourceNat(List<IpPrefix> neighbours, boolean all) {
        public SourceNat {
            neighbours = List.copyOf(neighbours);
        }
    }

    /**
     * How long targets that are not wanted any more may finish their connections.
     *
     * @param limitNanos 0: they are taken out at once
     * @param dead those of which it makes no sense, for they are gone
     */
    public record Leave(long limitNanos, List<Destination.Key> dead) {
        public static final Leave AT_ONCE = new Leave(0, List.of());

        public Leave {
            dead = List.copyOf(dead);
        }
    }

    /** One that never drains. */
    public ForwardedService(String service, IpAddress lanVip, ServiceEntry entry, List<IpPrefix> neighbours) {
        this(service, lanVip, entry, new SourceNat(neighbours, false), Leave.AT_ONCE);
    }

    public ServiceKey key() {
        return entry.key();
    }

    public AddressFamily family() {
        return lanVip.family();
    }

    /** Empty for a firewall mark. */
    public Optional<TransportProtocol> protocol() {
        return entry.key() instanceof ServiceKey.Address address ? Optional.of(address.protocol()) : Optional.empty();
    }

    /** 1–65535; 0 for every port, and for a firewall mark. */
    public int lanPort() {
        return entry.key() instanceof ServiceKey.Address address ? address.port() : 0;
    }

    /** In order of their addresses. */
    public List<Destination> destinations() {
        return List.copyOf(entry.destinations().values());
    }

    /** Those that get packets by NAT, and whose answers must come back through this host. */
    List<Destination> translated() {
        return destinations().stream()
                .filter(each -> each.method() == ForwardingMethod.MASQ)
                .toList();
    }

    /**
     * Whom the targets would answer past this host: their neighbours; and this host, which calls with the LAN VIP.
     *
     * @param hairpin whether neighbours are served at all
     */
    List<IpPrefix> translatedClients(boolean hairpin) {
        if (clients.all()) {
            return List.of(new IpPrefix(IpAddress.of(new byte[family().octets()]), 0));
        }
        return hairpin
                ? Stream.concat(clients.neighbours().stream(), Stream.of(IpPrefix.host(lanVip)))
                        .filter(prefix -> prefix.address().family() == family())
                        .distinct()
                        .toList()
                : List.of();
    }

    /** The LAN VIP and, if there is one, the port: as a target of a translation. */
    String ownPlace() {
        return lanPort() == 0 ? lanVip.toString() : new Destination.Key(lanVip, lanPort()).toString();
    }

    /** As in {@code web TCP 192.168.1.156:80}. */
    String words() {
        return service + " " + key();
    }
}

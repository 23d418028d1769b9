package io.fairlead.core.ipvs;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random tables. Few addresses and ports, so that two tables share many keys. */
final class Tables {
    private Tables() {}

    static Arbitrary<ServiceTable> tables() {
        return entries().list().ofMaxSize(8).uniqueElements(ServiceEntry::key).map(ServiceTable::of);
    }

    static Arbitrary<Set<ServiceKey>> keySets() {
        return keys().set().ofMaxSize(12);
    }

    static Arbitrary<ServiceKey> keys() {
        Arbitrary<ServiceKey> byAddress = Combinators.combine(
                        Arbitraries.of(TransportProtocol.class),
                        Arbitraries.of("192.0.2.1", "192.0.2.2", "2001:db8::1").map(IpAddress::parse),
                        Arbitraries.of(0, 80, 65535))
                .as(ServiceKey.Address::new);
        Arbitrary<ServiceKey> byMark = Combinators.combine(Arbitraries.of(AddressFamily.class), Arbitraries.of(1, -1))
                .as(ServiceKey.FirewallMark::new);
        return Arbitraries.oneOf(byAddress, byMark);
    }

    static Arbitrary<ServiceEntry> entries() {
        return Combinators.combine(
                        keys().flatMap(Tables::services),
                        destinations().list().ofMaxSize(4).uniqueElements(Destination::key))
                .as(ServiceEntry::of);
    }

    private static Arbitrary<VirtualService> services(ServiceKey key) {
        int most = key.family().octets() * 8;
        Arbitrary<Persistence> persistence = Combinators.combine(
                        Arbitraries.integers().between(1, 3600),
                        Arbitraries.integers().between(1, most),
                        Arbitraries.of("sip").optional())
                .as(Persistence::new);
        return Combinators.combine(
                        Arbitraries.of(Scheduler.KNOWN),
                        Arbitraries.of(ServiceFlag.class).set(),
                        persistence.optional())
                .as((scheduler, flags, kept) -> new VirtualService(key, scheduler, flags, kept));
    }

    private static Arbitrary<Destination> destinations() {
        return Combinators.combine(
                        Arbitraries.of("10.0.0.1", "10.0.0.2", "2001:db8::a").map(IpAddress::parse),
                        Arbitraries.of(80, 8080),
                        Arbitraries.of(ForwardingMethod.class),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(List.of(0, 0), List.of(100, 50)),
                        Arbitraries.of(Tunnel.IPIP, new Tunnel(Tunnel.Type.GUE, 6080, Tunnel.Checksum.CSUM)))
                .as((address, port, method, weight, thresholds, tunnel) -> new Destination(
                        new Destination.Key(address, port),
                        method,
                        weight,
                        thresholds.get(0),
                        thresholds.get(1),
                        method == ForwardingMethod.TUNNEL ? Optional.of(tunnel) : Optional.empty()));
    }
}

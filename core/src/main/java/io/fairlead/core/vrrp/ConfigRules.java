package io.fairlead.core.vrrp;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What {@link VirtualRouterConfig} permits, each refusal with the range. */
final class ConfigRules {
    /** The count field has one octet. */
    private static final int MOST_IPV4_ADDRESSES = 255;

    /** As many as fit into an Ethernet frame: (1500 − 40 − 8) / 16. */
    private static final int MOST_IPV6_ADDRESSES = 90;

    private ConfigRules() {}

    static void check(String what, long value, long least, long most) {
        require(value >= least && value <= most, what + " must be " + least + " to " + most + ", not " + value);
    }

    static void checkInterval(Version version, int centis) {
        switch (version) {
            case V2 ->
                require(
                        centis >= 100 && centis <= 25_500 && centis % 100 == 0,
                        "advertisement interval of version 2 must be 1 to 255 whole seconds, not " + centis * 10L
                                + " ms");
            case V3 ->
                require(
                        centis >= 1 && centis <= 4095,
                        "advertisement interval of version 3 must be 10 to 40950 ms, not " + centis * 10L + " ms");
        }
    }

    static void checkAddresses(Version version, List<IpPrefix> prefixes) {
        List<IpAddress> addresses = prefixes.stream().map(IpPrefix::address).toList();
        require(!addresses.isEmpty(), "a virtual router needs 1 or more addresses, not none");
        AddressFamily family = addresses.getFirst().family();
        for (IpAddress address : addresses) {
            require(
                    address.family() == family,
                    "addresses of a virtual router must be of one family: " + addresses.getFirst() + " and " + address
                            + " need a virtual router each");
            require(
                    !address.isMulticast() && !isUnspecified(address),
                    "a virtual address must be a host's address, not " + address);
        }
        require(new HashSet<>(addresses).size() == addresses.size(), "an address stands twice in " + addresses);
        int most = family == AddressFamily.IPV4 ? MOST_IPV4_ADDRESSES : MOST_IPV6_ADDRESSES;
        check("number of addresses", addresses.size(), 1, most);
        if (family == AddressFamily.IPV6) {
            require(version == Version.V3, "IPv6 needs version 3: version 2 has IPv4 only");
            require(
                    addresses.getFirst().isLinkLocal(),
                    "the first address of an IPv6 virtual router must be link-local (fe80::/10), not "
                            + addresses.getFirst());
        }
    }

    static void checkAuthentication(Version version, Authentication authentication) {
        require(
                version == Version.V2 || authentication instanceof Authentication.None,
                "authentication needs version 2: version 3 has none");
    }

    static void checkPeers(List<IpPrefix> prefixes, Set<IpAddress> peers) {
        IpAddress first = prefixes.getFirst().address();
        for (IpAddress peer : peers) {
            require(
                    peer.family() == first.family() && !peer.isMulticast() && !isUnspecified(peer),
                    "a unicast peer must be a host's address of the family of " + first + ", not " + peer);
            require(
                    prefixes.stream().noneMatch(prefix -> prefix.address().equals(peer)),
                    "a unicast peer must be a router's own address, not the virtual address " + peer);
        }
    }

    private static boolean isUnspecified(IpAddress address) {
        for (int i = 0; i < address.family().octets(); i++) {
            if (address.octet(i) != 0) {
                return false;
            }
        }
        return true;
    }

    /** The words are joined in any case: by java.util.Formatter that would cost a starting program milliseconds. */
    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}

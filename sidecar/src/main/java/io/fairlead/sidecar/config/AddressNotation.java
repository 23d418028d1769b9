package io.fairlead.sidecar.config;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The notations of addresses and ports. */
final class AddressNotation {
    private AddressNotation() {}

    /** One or more addresses that a host can have, with or without a prefix length. */
    static Syntax<List<IpPrefix>> prefixes() {
        return texts -> {
            if (texts.isEmpty()) {
                throw new Mistake("is not set", "give the virtual address, for instance FAIRLEAD_VIP=172.18.0.201");
            }
            List<IpPrefix> prefixes = new ArrayList<>();
            for (String text : texts) {
                IpPrefix prefix = prefix(text);
                if (prefixes.contains(prefix)) {
                    throw new Mistake("'" + text + "' is there twice", "write it once");
                }
                prefixes.add(prefix);
            }
            return List.copyOf(prefixes);
        };
    }

    private static IpPrefix prefix(String text) {
        IpPrefix prefix = IpPrefix.tryParse(text)
                .orElseThrow(() -> new Mistake("'" + text + "' is not an address", "write for instance 172.18.0.201"));
        if (prefix.address().isMulticast() || isUnspecified(prefix.address())) {
            throw new Mistake(
                    "'" + text + "' cannot belong to a host", "write a free address of the container's network");
        }
        return prefix;
    }

    static Syntax<List<IpAddress>> addresses() {
        return texts -> {
            List<IpAddress> addresses = new ArrayList<>();
            for (String text : texts) {
                addresses.add(IpAddress.tryParse(text)
                        .orElseThrow(() -> new Mistake(
                                "'" + text + "' is not an address",
                                "write for instance 172.18.0.7; names are not resolved")));
            }
            return List.copyOf(addresses);
        };
    }

    static Syntax<List<Integer>> ports() {
        Syntax<Integer> port = Notation.integer(1, 65535);
        return texts -> {
            List<Integer> ports = new ArrayList<>();
            for (String text : texts) {
                ports.add(port.read(List.of(text)));
            }
            return List.copyOf(ports);
        };
    }

    /** {@code address:port} or {@code [address]:port}; {@code off} is empty. */
    static Syntax<Optional<Listen>> listenAddress() {
        return Syntax.one(texts -> {
            String text = texts.getFirst();
            if (text.equals("off")) {
                return Optional.empty();
            }
            int colon = text.lastIndexOf(':');
            String host = colon < 0 ? "" : text.substring(0, colon);
            if (host.startsWith("[") && host.endsWith("]")) {
                host = host.substring(1, host.length() - 1);
            }
            IpAddress address = IpAddress.tryParse(host)
                    .orElseThrow(() -> new Mistake(
                            "'" + text + "' is not address:port", "write for instance 127.0.0.1:8410, or off"));
            int port = Notation.integer(1, 65535).read(List.of(text.substring(colon + 1)));
            return Optional.of(new Listen(address, port));
        });
    }

    private static boolean isUnspecified(IpAddress address) {
        for (byte octet : address.octets()) {
            if (octet != 0) {
                return false;
            }
        }
        return true;
    }
}

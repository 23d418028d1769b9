package io.fairlead.core.diagnosis;

import io.fairlead.core.net.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one network namespace looks like.
 *
 * @param sysctls the settings that were read; one that this kernel does not have is missing
 * @param ways virtual address → the interface to which the route leads; empty text: no route
 * @param defaults the interfaces of the IPv4 default routes
 * @param chains the packet filters
 * @param listeners where TCP is listened
 */
public record NetworkFacts(
        Place place,
        Map<String, String> sysctls,
        List<Face> faces,
        Map<IpAddress, String> ways,
        List<String> defaults,
        List<Chain> chains,
        List<Listener> listeners) {
    /** A TCP socket that waits for connections. */
    public record Listener(IpAddress address, int port) {
        boolean takes(IpAddress destination, int wanted) {
            // An IPv6 socket on :: takes IPv4 too, unless it was told not to, which cannot be seen.
            return port == wanted && (address.isUnspecified() || address.equals(destination));
        }
    }

    public NetworkFacts {
        sysctls = Map.copyOf(sysctls);
        faces = List.copyOf(faces);
        ways = Map.copyOf(ways);
        defaults = List.copyOf(defaults);
        chains = List.copyOf(chains);
        listeners = List.copyOf(listeners);
    }

    /** Of which nothing is known. */
    public static NetworkFacts unknown(Place place) {
        return new NetworkFacts(place, Map.of(), List.of(), Map.of(), List.of(), List.of(), List.of());
    }

    /** The name of an interface's setting: with slashes if the interface has a dot in its name, as sysctl(8) wants it. */
    public static String ofInterface(String leaf, String interfaceName) {
        return interfaceName.contains(".")
                ? "net/ipv4/conf/" + interfaceName + "/" + leaf
                : "net.ipv4.conf." + interfaceName + "." + leaf;
    }

    Optional<Face> faceWith(IpAddress address) {
        return faces.stream().filter(face -> face.has(address)).findFirst();
    }

    Optional<Face> face(String name) {
        return faces.stream().filter(face -> face.name().equals(name)).findFirst();
    }

    /** The value as a number; 0 if this kernel does not have the setting. */
    int number(String name) {
        String value = sysctls.getOrDefault(name, "0");
        return value.matches("-?[0-9]{1,9}") ? Integer.parseInt(value) : 0;
    }

    /** Those settings of {@code all} and of the interface that have one of these values: each of them counts. */
    Stream<String> settings(String leaf, String interfaceName, List<Integer> values) {
        return Stream.of("all", interfaceName)
                .map(each -> ofInterface(leaf, each))
                .filter(name -> values.contains(number(name)));
    }
}

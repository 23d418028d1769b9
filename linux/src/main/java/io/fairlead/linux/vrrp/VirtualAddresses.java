package io.fairlead.linux.vrrp;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.vrrp.VirtualRouterConfig;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.netlink.BatchFailure;
import io.fairlead.linux.packet.NetworkInterface;
import io.fairlead.linux.rtnetlink.InterfaceAddress;
import io.fairlead.linux.rtnetlink.Lifetime;
import io.fairlead.linux.rtnetlink.NewAddress;
import io.fairlead.linux.rtnetlink.RouteSocket;
import io.fairlead.linux.sockdiag.ConnectionReset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The virtual addresses of one virtual router in the kernel. Ours are those that carry our protocol tag or have a lifetime;
 * where neither tells (a kernel before 5.18 and addresses for ever) every one of them counts as ours. One thread.
 */
final class VirtualAddresses {
    private static final Pattern RELEASE = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

    /** IFA_PROTO came with Linux 5.18. */
    private static final boolean KERNEL_KEEPS_TAGS = isAtLeast(5, 18, System.getProperty("os.version"));

    /** Longest that the removal waits for resets: the successor waits for it. */
    private static final Duration RESETS = Duration.ofMillis(20);

    private final RouteSocket routes;
    private final ConnectionReset connections;
    private final NetworkInterface networkInterface;
    private final VirtualRouterConfig config;
    private final List<IpAddress> addresses;

    VirtualAddresses(
            RouteSocket routes,
            ConnectionReset connections,
            NetworkInterface networkInterface,
            VirtualRouterConfig config) {
        this.routes = routes;
        this.connections = connections;
        this.networkInterface = networkInterface;
        this.config = config;
        this.addresses = config.plainAddresses();
    }

    /** Has all of them in place, with a full lease from now. */
    void install() {
        Lifetime lifetime = Lifetime.ofLease(config.lease().validity());
        List<NewAddress> wanted = config.addresses().stream()
                .map(prefix -> NewAddress.virtual(networkInterface.index(), prefix, lifetime))
                .toList();
        throwFirst(routes.replaceAddresses(wanted));
    }

    /**
     * Resets the connections of those that are ours, removes them, and reads back. A connection whose address is gone would
     * hang: the other end hears nothing any more, neither data nor an end (P14).
     *
     * @throws IllegalStateException if one is still there
     */
    void remove() {
        List<InterfaceAddress> ours = ours();
        ours.forEach(address -> connections.reset(address.address(), RESETS));
        throwFirst(routes.removeAddresses(ours));
        List<InterfaceAddress> left = ours();
        if (!left.isEmpty()) {
            throw new IllegalStateException(
                    left.stream().map(InterfaceAddress::prefix).toList() + " are still on " + networkInterface.name());
        }
    }

    /** Those that the kernel has now, whoever put them there. */
    List<IpAddress> present() {
        List<InterfaceAddress> found = found();
        List<IpAddress> present = new ArrayList<>();
        for (IpAddress address : addresses) {
            for (InterfaceAddress each : found) {
                if (each.address().equals(address)) {
                    present.add(address);
                    break;
                }
            }
        }
        return present;
    }

    /** TCP connections of those that are ours which still have something to say. */
    int unfinished() {
        return ours().stream()
                .mapToInt(address -> connections.unfinished(address.address()))
                .sum();
    }

    boolean allPresent() {
        return present().size() == addresses.size();
    }

    /** Those in place that are not ours: the container's own, or another program's. */
    List<IpPrefix> foreign() {
        return found().stream()
                .filter(address -> !isOurs(address))
                .map(InterfaceAddress::prefix)
                .toList();
    }

    private List<InterfaceAddress> ours() {
        return found().stream().filter(this::isOurs).toList();
    }

    private List<InterfaceAddress> found() {
        return routes.addresses(networkInterface.index()).stream()
                .filter(address -> addresses.contains(address.address()))
                .toList();
    }

    private boolean isOurs(InterfaceAddress address) {
        boolean untold = !KERNEL_KEEPS_TAGS && config.lease().isForever() && !config.isAddressOwner();
        return address.isOurs() || !address.valid().isForever() || untold;
    }

    /** Of a release such as {@code 6.1.0-21-amd64}; one that cannot be read counts as old. */
    static boolean isAtLeast(int major, int minor, String release) {
        Matcher matcher = RELEASE.matcher(release);
        if (!matcher.lookingAt()) {
            return false;
        }
        int theirMajor = Integer.parseInt(matcher.group(1));
        return theirMajor > major || (theirMajor == major && Integer.parseInt(matcher.group(2)) >= minor);
    }

    private static void throwFirst(List<BatchFailure> failures) throws KernelException {
        if (!failures.isEmpty()) {
            throw failures.getFirst().cause();
        }
    }
}

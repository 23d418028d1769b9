package io.fairlead.linux.vrrp;

import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.net.MacAddress;
import io.fairlead.linux.rtnetlink.InterfaceAddress;
import io.fairlead.linux.rtnetlink.Lifetime;
import io.fairlead.linux.rtnetlink.Link;
import io.fairlead.linux.rtnetlink.NewAddress;
import java.util.Optional;
import java.util.OptionalInt;

/** Links and addresses as the kernel would list them; addresses are of link 2 unless said otherwise. */
final class FakeInterfaces {
    /** IFA_F_… of include/uapi/linux/if_addr.h. */
    private static final int SECONDARY = 0x01;

    private static final int TENTATIVE = 0x40;
    private static final int UP_AND_RUNNING = 0x1 | 0x40;
    private static final int LOOPBACK = 0x8;

    private FakeInterfaces() {}

    static Link ethernet(int index, String name) {
        MacAddress mac = MacAddress.of(new byte[] {2, 0, 0, 0, 0, (byte) index});
        return new Link(index, name, Optional.of(mac), UP_AND_RUNNING, 1500, "veth", OptionalInt.empty());
    }

    static Link loopback() {
        return new Link(1, "lo", Optional.empty(), UP_AND_RUNNING | LOOPBACK, 65536, "", OptionalInt.empty());
    }

    static InterfaceAddress address(String prefix) {
        return address(2, prefix);
    }

    static InterfaceAddress address(int ifindex, String prefix) {
        return of(ifindex, prefix, 0, 0);
    }

    static InterfaceAddress secondary(String prefix) {
        return of(2, prefix, SECONDARY, 0);
    }

    static InterfaceAddress tentative(String prefix) {
        return of(2, prefix, TENTATIVE, 0);
    }

    /** Tagged as ours. */
    static InterfaceAddress ours(String prefix) {
        return of(2, prefix, 0, NewAddress.FAIRLEAD);
    }

    private static InterfaceAddress of(int ifindex, String prefix, int flags, int protocol) {
        return new InterfaceAddress(
                ifindex, IpPrefix.parse(prefix), 0, flags, protocol, Lifetime.FOREVER, Lifetime.FOREVER);
    }
}

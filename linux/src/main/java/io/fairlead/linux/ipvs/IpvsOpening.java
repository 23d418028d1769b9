package io.fairlead.linux.ipvs;

import io.fairlead.linux.netlink.NetlinkConstants;
import io.fairlead.linux.netlink.NetlinkSocket;

/** Whether this kernel has IPVS. */
public sealed interface IpvsOpening {
    /**
     * It has.
     *
     * @param how in words: who loaded it
     */
    record Available(IpvsSocket socket, String how) implements IpvsOpening {}

    /**
     * It has not.
     *
     * @param reason in words, with what to do about it
     */
    record Absent(String reason) implements IpvsOpening {}

    /**
     * Asks generic netlink for IPVS, which makes the kernel load it; then tries modprobe (P20). May take seconds. The
     * socket belongs to the calling thread's network namespace.
     *
     * @throws io.fairlead.linux.ffi.KernelException if there is no generic netlink at all, or the socket is refused
     */
    static IpvsOpening open() {
        return new IpvsOpener(() -> NetlinkSocket.open(NetlinkConstants.NETLINK_GENERIC), IpvsModule.OF_MACHINE).open();
    }
}

package io.fairlead.linux.vrrp;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;

/** Finds the interface of this network namespace on whose network a virtual address lives (P42). */
public final class InterfaceFinder {
    private InterfaceFinder() {}

    /** What was found. */
    public sealed interface Result {
        /**
         * The interface.
         *
         * @param index of the kernel
         * @param subnet its own address with the length of the network that holds the virtual address
         */
        record Found(String name, int index, IpPrefix subnet) implements Result {}

        /** None, and why: {@code 172.18.9.9 is in no subnet of this container: eth0 has 172.19.0.7/16}. */
        record NotFound(String why) implements Result {}
    }

    /** The interface whose subnet holds {@code address}; the longest prefix where several do. */
    public static Result find(IpAddress address) {
        return new Result.NotFound("interfaces cannot be listed yet, nor " + address + " be found");
    }
}

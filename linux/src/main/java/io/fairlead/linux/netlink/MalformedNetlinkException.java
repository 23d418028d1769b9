package io.fairlead.linux.netlink;

/** Octets from a netlink socket that are no message or attributes as they should be; the message says where and why. */
public final class MalformedNetlinkException extends RuntimeException {
    public MalformedNetlinkException(String reason) {
        super(reason);
    }
}

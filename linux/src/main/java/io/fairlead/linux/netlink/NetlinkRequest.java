package io.fairlead.linux.netlink;

/**
 * What is asked of the kernel.
 *
 * @param what in words, as errors name it, for instance {@code add 172.18.0.201/32 to eth0}
 * @param type the family's message type
 * @param flags NLM_F_CREATE and the like; NLM_F_REQUEST, NLM_F_ACK and NLM_F_DUMP are the socket's business
 * @param payload the family's header and attributes, by {@link PayloadBuilder}; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // built for one message and read once, never compared
public record NetlinkRequest(String what, int type, int flags, byte[] payload) {
    public NetlinkRequest(String what, int type, int flags, PayloadBuilder payload) {
        this(what, type, flags, payload.build());
    }

    /** Octets on the wire, padding included. */
    int size() {
        return NetlinkMessage.HEADER + payload.length + (-payload.length & 3);
    }
}

package io.fairlead.linux.netlink;

import static io.fairlead.linux.netlink.NetlinkConstants.NLMSGERR_ATTR_MISS_TYPE;
import static io.fairlead.linux.netlink.NetlinkConstants.NLMSGERR_ATTR_MSG;

import io.fairlead.linux.ffi.Errno;
import io.fairlead.linux.ffi.KernelException;
import java.util.Optional;

/**
 * The kernel's answer to a request (NLMSG_ERROR), or the end of a dump (NLMSG_DONE).
 *
 * <pre>
 *  0       4                     20
 * +-------+---------------------+---------------------------+--------------------+
 * | error | header of the       | its payload, unless       | extended messages, |
 * |       | request (not DONE)  | NLM_F_CAPPED (not DONE)   | if NLM_F_ACK_TLVS  |
 * +-------+---------------------+---------------------------+--------------------+
 * </pre>
 *
 * @param errno a positive error number, or 0: done
 * @param extended the kernel's own words, or empty
 */
record Acknowledgement(int errno, String extended) {
    static Acknowledgement decode(NetlinkMessage message) {
        int error = message.payloadAfter(4).getInt(message.payload().position());
        if (!message.has(NetlinkConstants.NLM_F_ACK_TLVS)) {
            return new Acknowledgement(-error, "");
        }
        int skip = 4;
        if (message.type() == NetlinkConstants.NLMSG_ERROR) {
            int requestLength = message.payloadAfter(4 + NetlinkMessage.HEADER)
                    .getInt(message.payload().position() + 4);
            int kept = message.has(NetlinkConstants.NLM_F_CAPPED) ? NetlinkMessage.HEADER : requestLength;
            if (kept < NetlinkMessage.HEADER || kept > message.payload().remaining()) {
                throw new MalformedNetlinkException("acknowledgement quotes " + kept + " octets");
            }
            skip += kept + (-kept & 3);
        }
        return new Acknowledgement(-error, words(new AttributeReader(message.payloadAfter(skip))));
    }

    private static String words(AttributeReader attributes) {
        String words = "";
        String missing = "";
        while (attributes.next()) {
            if (attributes.type() == NLMSGERR_ATTR_MSG) {
                words = attributes.string();
            } else if (attributes.type() == NLMSGERR_ATTR_MISS_TYPE) {
                missing = "attribute " + attributes.u32() + " is missing";
            }
        }
        attributes.check("extended acknowledgement");
        return words.isEmpty() ? missing : words;
    }

    Optional<KernelException> failure(NetlinkRequest request) {
        return errno == 0
                ? Optional.empty()
                : Optional.of(new KernelException(request.what(), new Errno(errno), extended));
    }
}

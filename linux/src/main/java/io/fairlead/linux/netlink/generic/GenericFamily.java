package io.fairlead.linux.netlink.generic;

import io.fairlead.linux.ffi.Errno;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.netlink.AttributeReader;
import io.fairlead.linux.netlink.NetlinkMessage;
import io.fairlead.linux.netlink.NetlinkRequest;
import io.fairlead.linux.netlink.NetlinkSocket;
import io.fairlead.linux.netlink.PayloadBuilder;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A family of generic netlink with the number that this kernel gave it.
 *
 * <pre>
 *  0         1         2          4
 * +---------+---------+----------+------------+
 * | command | version | reserved | attributes |     payload of every message
 * +---------+---------+----------+------------+
 * </pre>
 *
 * @param id the message type
 * @param version of the family's interface
 */
public record GenericFamily(String name, int id, int version) {
    /** Octets of the header between netlink's and the attributes (GENL_HDRLEN). */
    public static final int HEADER = 4;

    private static final int GENL_ID_CTRL = 16;
    private static final int CTRL_CMD_GETFAMILY = 3;
    private static final int CTRL_ATTR_FAMILY_ID = 1;
    private static final int CTRL_ATTR_FAMILY_NAME = 2;
    private static final int CTRL_ATTR_VERSION = 3;
    private static final GenericFamily CONTROLLER = new GenericFamily("nlctrl", GENL_ID_CTRL, 2);

    /**
     * The family of that name. Asking makes the kernel load the module that has it, if it can; that needs no privilege.
     *
     * @param socket of NETLINK_GENERIC
     * @return empty if this kernel has none
     */
    public static Optional<GenericFamily> find(NetlinkSocket socket, String name) {
        NetlinkRequest request = CONTROLLER.request(
                "ask generic netlink for " + name,
                CONTROLLER.payload(CTRL_CMD_GETFAMILY).attributeString(CTRL_ATTR_FAMILY_NAME, name));
        try {
            List<NetlinkMessage> answers = socket.execute(request);
            return Optional.of(decode(name, answers.getFirst()));
        } catch (KernelException e) {
            if (e.is(Errno.ENOENT)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static GenericFamily decode(String name, NetlinkMessage answer) {
        AttributeReader attributes = attributes(answer);
        int id = 0;
        int version = 0;
        while (attributes.next()) {
            switch (attributes.type()) {
                case CTRL_ATTR_FAMILY_ID -> id = attributes.u16();
                case CTRL_ATTR_VERSION -> version = attributes.u32();
                default -> {}
            }
        }
        attributes.check("generic netlink family " + name);
        return new GenericFamily(name, id, version);
    }

    /** Begins the payload of a command of this family; attributes follow. */
    public PayloadBuilder payload(int command) {
        return new PayloadBuilder().u8(command).u8(version).u16(0);
    }

    /** A request; {@code what} says in words what it does, for errors. */
    public NetlinkRequest request(String what, PayloadBuilder payload) {
        return new NetlinkRequest(what, id, 0, payload);
    }

    /** The command of a message of this family. */
    public static int command(NetlinkMessage message) {
        ByteBuffer attributes = message.payloadAfter(HEADER);
        return attributes.get(attributes.position() - HEADER) & 0xff;
    }

    /** The attributes of a message of any family. */
    public static AttributeReader attributes(NetlinkMessage message) {
        return new AttributeReader(message.payloadAfter(HEADER));
    }
}

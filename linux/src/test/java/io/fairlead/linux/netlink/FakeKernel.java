package io.fairlead.linux.netlink;

import static io.fairlead.linux.netlink.NetlinkConstants.NLMSGERR_ATTR_MSG;
import static io.fairlead.linux.netlink.NetlinkConstants.NLMSG_DONE;
import static io.fairlead.linux.netlink.NetlinkConstants.NLMSG_ERROR;
import static io.fairlead.linux.netlink.NetlinkConstants.NLM_F_ACK_TLVS;
import static io.fairlead.linux.netlink.NetlinkConstants.NLM_F_CAPPED;
import static io.fairlead.linux.netlink.NetlinkConstants.NLM_F_MULTI;

import io.fairlead.linux.ffi.Errno;
import io.fairlead.linux.ffi.KernelException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * A kernel that is a function: each request gives the messages that answer it, made by {@link #answer}, {@link #acknowledge}
 * and so on. Each answer is a datagram of its own.
 */
public final class FakeKernel implements NetlinkTransport {
    private final Function<NetlinkMessage, List<byte[]>> answers;
    private final Deque<byte[]> datagrams = new ArrayDeque<>();
    private final List<List<NetlinkMessage>> received = new ArrayList<>();
    private int acknowledgementRoom = 100;

    public FakeKernel(Function<NetlinkMessage, List<byte[]>> answers) {
        this.answers = answers;
    }

    public NetlinkSocket socket() {
        return NetlinkSocket.over(this);
    }

    /** What was asked, a list for each datagram. */
    public List<List<NetlinkMessage>> received() {
        return received;
    }

    public void acknowledgementRoom(int room) {
        this.acknowledgementRoom = room;
    }

    /** A message that answers {@code request}. */
    public static byte[] answer(NetlinkMessage request, int type, int flags, byte[] payload) {
        return message(type, flags, request.sequence(), payload);
    }

    /** The answer that all went well. */
    public static byte[] acknowledge(NetlinkMessage request) {
        return refuse(request, 0, "");
    }

    /** The answer with an error number and, unless empty, the kernel's own words. */
    public static byte[] refuse(NetlinkMessage request, int errno, String words) {
        PayloadBuilder payload = new PayloadBuilder().u32(-errno);
        payload.u32(NetlinkMessage.HEADER).u16(request.type()).u16(request.flags());
        payload.u32(request.sequence()).u32(0);
        if (words.isEmpty()) {
            return answer(request, NLMSG_ERROR, NLM_F_CAPPED, payload.build());
        }
        payload.attributeString(NLMSGERR_ATTR_MSG, words);
        return answer(request, NLMSG_ERROR, NLM_F_CAPPED | NLM_F_ACK_TLVS, payload.build());
    }

    /** The end of a dump. */
    public static byte[] done(NetlinkMessage request) {
        return answer(request, NLMSG_DONE, NLM_F_MULTI, new byte[4]);
    }

    /** Any message, padded. */
    public static byte[] message(int type, int flags, int sequence, byte[] payload) {
        ByteBuffer out = ByteBuffer.allocate(NetlinkMessage.HEADER + payload.length + (-payload.length & 3))
                .order(ByteOrder.nativeOrder());
        out.putInt(NetlinkMessage.HEADER + payload.length)
                .putShort((short) type)
                .putShort((short) flags);
        out.putInt(sequence).putInt(0).put(payload);
        return out.array();
    }

    @Override
    public void send(ByteBuffer datagram) {
        List<NetlinkMessage> requests = NetlinkMessage.decode(datagram);
        received.add(requests);
        requests.forEach(request -> datagrams.addAll(answers.apply(request)));
    }

    @Override
    public ByteBuffer receive(String operation) {
        if (datagrams.isEmpty()) {
            throw new KernelException(operation, Errno.ETIMEDOUT, "the fake kernel has no more to say");
        }
        return ByteBuffer.wrap(datagrams.remove());
    }

    @Override
    public int acknowledgementRoom() {
        return acknowledgementRoom;
    }

    @Override
    public void close() {
        datagrams.clear();
    }
}

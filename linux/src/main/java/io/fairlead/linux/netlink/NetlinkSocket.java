package io.fairlead.linux.netlink;

import static io.fairlead.linux.netlink.NetlinkConstants.NLMSG_DONE;
import static io.fairlead.linux.netlink.NetlinkConstants.NLMSG_ERROR;
import static io.fairlead.linux.netlink.NetlinkConstants.NLM_F_ACK;
import static io.fairlead.linux.netlink.NetlinkConstants.NLM_F_DUMP;
import static io.fairlead.linux.netlink.NetlinkConstants.NLM_F_DUMP_INTR;
import static io.fairlead.linux.netlink.NetlinkConstants.NLM_F_REQUEST;

import io.fairlead.linux.ffi.Errno;
import io.fairlead.linux.ffi.KernelException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks the kernel and validates the answers. The socket belongs to the network namespace in which it was opened, whatever
 * thread uses it later. One thread at a time; every call waits for its answers, which the kernel gives at once.
 */
public final class NetlinkSocket implements AutoCloseable {
    /** A dump that changes interrupted is begun again this often; a table that changes all the time is an error. */
    static final int MOST_DUMPS = 10;
    /** Answers to one request: 100 times the largest table that was measured. */
    static final int MOST_ANSWERS = 1_000_000;
    /** Octets in one datagram of a batch; below what the kernel's send buffer takes. */
    static final int MOST_OCTETS = 64 * 1024;

    private final NetlinkTransport transport;
    private int sequence;

    private NetlinkSocket(NetlinkTransport transport) {
        this.transport = transport;
    }

    /** A socket for {@code protocol}, for instance {@link NetlinkConstants#NETLINK_ROUTE}, in this thread's namespace. */
    public static NetlinkSocket open(int protocol) {
        return over(KernelTransport.open(protocol));
    }

    /** Over a transport that a test made. */
    public static NetlinkSocket over(NetlinkTransport transport) {
        return new NetlinkSocket(transport);
    }

    /**
     * Sends one request and gives the answers to it, without the acknowledgement.
     *
     * @throws KernelException if the kernel refuses it, with its extended message
     */
    public List<NetlinkMessage> execute(NetlinkRequest request) {
        int mine = ++sequence;
        send(request, NLM_F_REQUEST | NLM_F_ACK, mine);
        List<NetlinkMessage> answers = new ArrayList<>(1);
        while (true) {
            for (NetlinkMessage message : receive(request.what())) {
                if (message.sequence() != mine) {
                    continue;
                }
                if (message.type() == NLMSG_ERROR) {
                    throwIfPresent(Acknowledgement.decode(message).failure(request));
                    return answers;
                }
                addWithinLimit(answers, message, request);
            }
        }
    }

    /**
     * All entries of a table, as {@code request} asks for them.
     *
     * @throws KernelException if the kernel refuses it; EAGAIN if the table changed during every one of many attempts
     */
    public List<NetlinkMessage> dump(NetlinkRequest request) {
        for (int i = 0; i < MOST_DUMPS; i++) {
            List<NetlinkMessage> entries = new ArrayList<>();
            if (dumpOnce(request, entries)) {
                return entries;
            }
        }
        throw new KernelException(request.what(), Errno.EAGAIN, "the table changed during " + MOST_DUMPS + " dumps");
    }

    /** Whether the entries are of one state of the table. */
    private boolean dumpOnce(NetlinkRequest request, List<NetlinkMessage> entries) {
        int mine = ++sequence;
        send(request, NLM_F_REQUEST | NLM_F_DUMP, mine);
        boolean consistent = true;
        while (true) {
            for (NetlinkMessage message : receive(request.what())) {
                if (message.sequence() != mine) {
                    continue;
                }
                consistent &= !message.has(NLM_F_DUMP_INTR);
                if (message.type() == NLMSG_DONE || message.type() == NLMSG_ERROR) {
                    throwIfPresent(Acknowledgement.decode(message).failure(request));
                    return consistent;
                }
                addWithinLimit(entries, message, request);
            }
        }
    }

    /**
     * Sends many requests in few datagrams. The kernel carries out each in order, whatever became of those before it. It
     * answers every refusal, and of those that went well only the last of a datagram is asked for an acknowledgement: to
     * receive one for each costs more than to carry them out.
     *
     * @return the refused ones, in order; empty if all were done
     */
    public List<BatchFailure> batch(List<NetlinkRequest> requests) {
        List<BatchFailure> failures = new ArrayList<>();
        int most = transport.acknowledgementRoom();
        int from = 0;
        while (from < requests.size()) {
            int to = from;
            int octets = 0;
            while (to < requests.size()
                    && to - from < most
                    && (to == from || octets + requests.get(to).size() <= MOST_OCTETS)) {
                octets += requests.get(to++).size();
            }
            sendAndAwait(requests, from, to, octets, failures);
            from = to;
        }
        return failures;
    }

    private void sendAndAwait(
            List<NetlinkRequest> requests, int from, int to, int octets, List<BatchFailure> failures) {
        int first = sequence + 1;
        sequence += to - from;
        ByteBuffer datagram = ByteBuffer.allocate(octets).order(ByteOrder.nativeOrder());
        for (int i = from; i < to; i++) {
            int flags = i == to - 1 ? NLM_F_REQUEST | NLM_F_ACK : NLM_F_REQUEST;
            NetlinkMessage.encode(datagram, requests.get(i), flags, first + i - from);
        }
        transport.send(datagram.flip());
        boolean ended = false;
        while (!ended) {
            for (NetlinkMessage message : receive(requests.get(to - 1).what())) {
                int index = from + message.sequence() - first;
                // Anything else is not an answer to this batch.
                if (message.type() == NLMSG_ERROR && index >= from && index < to) {
                    NetlinkRequest request = requests.get(index);
                    Acknowledgement.decode(message)
                            .failure(request)
                            .ifPresent(cause -> failures.add(new BatchFailure(index, request, cause)));
                    ended |= index == to - 1;
                }
            }
        }
    }

    private void send(NetlinkRequest request, int flags, int sequence) {
        ByteBuffer datagram = ByteBuffer.allocate(request.size()).order(ByteOrder.nativeOrder());
        NetlinkMessage.encode(datagram, request, flags, sequence);
        transport.send(datagram.flip());
    }

    private List<NetlinkMessage> receive(String operation) {
        return NetlinkMessage.decode(transport.receive(operation));
    }

    private static void throwIfPresent(Optional<KernelException> failure) {
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private static void addWithinLimit(List<NetlinkMessage> answers, NetlinkMessage message, NetlinkRequest request) {
        if (answers.size() == MOST_ANSWERS) {
            throw new MalformedNetlinkException(request.what() + ": more than " + MOST_ANSWERS + " answers");
        }
        answers.add(message);
    }

    @Override
    public void close() {
        transport.close();
    }
}

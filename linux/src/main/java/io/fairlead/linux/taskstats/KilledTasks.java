package io.fairlead.linux.taskstats;

import io.fairlead.linux.ffi.BpfInstruction;
import io.fairlead.linux.namespace.NetworkNamespace;
import io.fairlead.linux.netlink.NetlinkConstants;
import io.fairlead.linux.netlink.NetlinkSocket;
import io.fairlead.linux.netlink.NotificationSocket;
import io.fairlead.linux.netlink.generic.GenericFamily;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Hears that some process of this machine was killed by a signal. The kernel says so when its first thread leaves, before the
 * process gives its memory back and closes its files: milliseconds before a pidfd tells of the end of a big one. Which process it
 * was is not looked at. One thread.
 *
 * <pre>
 *  0        4      16          20         24    28    32      36        40          44
 * +--------+------+-----------+----------+-----+-----+-------+---------+-----------+-------
 * | length | type | genetlink | AGGR_PID | PID | pid | STATS | version | exit code | flags …
 * +--------+------+-----------+----------+-----+-----+-------+---------+-----------+-------
 * </pre>
 */
public final class KilledTasks implements AutoCloseable {
    private static final String FAMILY = "TASKSTATS";
    private static final int TASKSTATS_CMD_GET = 1;
    private static final int TASKSTATS_CMD_ATTR_REGISTER_CPUMASK = 3;

    private static final Path POSSIBLE_CPUS = Path.of("/sys/devices/system/cpu/possible");

    private static final int MESSAGE_TYPE_AT = 4;
    /** Of a first thread; the others' is 0. As wait(2) has it: a signal's number is in the lower bits. */
    private static final int EXIT_CODE_AT = 40;

    private static final int SIGNAL = 0x7f;

    /** kthreadd: the family exists in the first network namespace only, and the kernel's own threads are always in that. */
    private static final long KERNEL_THREAD = 2;

    private final NotificationSocket socket;

    private KilledTasks(NotificationSocket socket) {
        this.socket = socket;
    }

    /**
     * Begins to listen, to all processors.
     *
     * @return empty if this kernel does not tell (CONFIG_TASKSTATS)
     * @throws io.fairlead.linux.ffi.KernelException EPERM, EACCES: CAP_NET_ADMIN, CAP_SYS_ADMIN or CAP_SYS_PTRACE is missing;
     *     EINVAL: not in the machine's own process namespace
     */
    public static Optional<KilledTasks> open() {
        try (NetworkNamespace first = NetworkNamespace.ofProcess(KERNEL_THREAD)) {
            return first.call(KilledTasks::openHere);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("cannot hear of killed tasks", e);
        }
    }

    private static Optional<KilledTasks> openHere() throws IOException {
        Optional<GenericFamily> family;
        try (NetlinkSocket asking = NetlinkSocket.open(NetlinkConstants.NETLINK_GENERIC)) {
            family = GenericFamily.find(asking, FAMILY);
        }
        if (family.isEmpty()) {
            return Optional.empty();
        }
        String cpus = Files.readString(POSSIBLE_CPUS).strip();
        return Optional.of(new KilledTasks(NotificationSocket.openAsking(
                NetlinkConstants.NETLINK_GENERIC,
                killedOnly(family.get().id()),
                family.get()
                        .request(
                                "hear of the ends of tasks",
                                family.get()
                                        .payload(TASKSTATS_CMD_GET)
                                        .attributeString(TASKSTATS_CMD_ATTR_REGISTER_CPUMASK, cpus)))));
    }

    /** A machine that compiles ends a thousand tasks a second, and nearly none of them is killed: nobody is woken for the others. */
    private static List<BpfInstruction> killedOnly(int family) {
        boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        // Loads take the octets as they would come from a network.
        int type = little ? Short.toUnsignedInt(Short.reverseBytes((short) family)) : family;
        int lowest = EXIT_CODE_AT + (little ? 0 : Integer.BYTES - 1);
        return List.of(
                BpfInstruction.statement(BpfInstruction.LOAD_HALF, MESSAGE_TYPE_AT),
                new BpfInstruction(BpfInstruction.JUMP_IF_EQUAL, 0, 2, type),
                BpfInstruction.statement(BpfInstruction.LOAD_OCTET, lowest),
                new BpfInstruction(BpfInstruction.JUMP_IF_SET, 0, 1, SIGNAL),
                BpfInstruction.ACCEPT,
                BpfInstruction.DROP);
    }

    /** The descriptor's number, readable when there is something for {@link #any}. */
    public int number() {
        return socket.number();
    }

    /** Whether there was one since the last call; true also if the kernel had more to tell than the socket takes. */
    public boolean any() {
        boolean any = false;
        while (socket.next().isPresent()) {
            any = true;
        }
        return any;
    }

    @Override
    public void close() {
        socket.close();
    }
}

package io.fairlead.linux.packet;

import static io.fairlead.linux.ffi.BpfInstruction.ACCEPT;
import static io.fairlead.linux.ffi.BpfInstruction.DROP;
import static io.fairlead.linux.ffi.BpfInstruction.JUMP_IF_EQUAL;
import static io.fairlead.linux.ffi.BpfInstruction.LOAD_HALF;
import static io.fairlead.linux.ffi.BpfInstruction.LOAD_OCTET;
import static io.fairlead.linux.ffi.BpfInstruction.LOAD_WORD;

import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.ffi.BpfInstruction;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Filters for Ethernet frames in which a station says that it has one of certain addresses, so that the traffic of a busy
 * network does not wake us.
 */
final class ClaimFilter {
    private static final int ETHERNET = 14;
    private static final int IPV6 = 40;
    private static final int ETHER_TYPE_AT = 12;
    private static final int ARP_SENDER_ADDRESS_AT = ETHERNET + 14;
    private static final int NEXT_HEADER_AT = ETHERNET + 6;
    private static final int ICMP_TYPE_AT = ETHERNET + IPV6;
    private static final int ND_TARGET_AT = ETHERNET + IPV6 + 8;

    private static final int ETH_P_ARP = 0x0806;
    private static final int ETH_P_IPV6 = 0x86dd;
    private static final int ICMPV6 = 58;
    private static final int NEIGHBOUR_ADVERTISEMENT = 136;

    private ClaimFilter() {}

    /** ARP requests and replies whose sender protocol address is one of these: answers and announcements alike. */
    static List<BpfInstruction> ofArp(List<IpAddress> addresses) {
        List<BpfInstruction> program = new ArrayList<>();
        require(program, LOAD_HALF, ETHER_TYPE_AT, ETH_P_ARP);
        program.add(BpfInstruction.statement(LOAD_WORD, ARP_SENDER_ADDRESS_AT));
        for (IpAddress address : addresses) {
            int word = ByteBuffer.wrap(address.octets()).getInt();
            program.add(new BpfInstruction(JUMP_IF_EQUAL, 0, 1, word));
            program.add(ACCEPT);
        }
        program.add(DROP);
        return program;
    }

    /** Neighbour Advertisements without extension headers whose target is one of these. */
    static List<BpfInstruction> ofNeighbours(List<IpAddress> addresses) {
        List<BpfInstruction> program = new ArrayList<>();
        require(program, LOAD_HALF, ETHER_TYPE_AT, ETH_P_IPV6);
        require(program, LOAD_OCTET, NEXT_HEADER_AT, ICMPV6);
        require(program, LOAD_OCTET, ICMP_TYPE_AT, NEIGHBOUR_ADVERTISEMENT);
        for (IpAddress address : addresses) {
            ByteBuffer words = ByteBuffer.wrap(address.octets());
            for (int left = 3; left >= 0; left--) {
                program.add(BpfInstruction.statement(LOAD_WORD, ND_TARGET_AT + words.position()));
                // To the next address: over the words that are left and the acceptance.
                program.add(new BpfInstruction(JUMP_IF_EQUAL, 0, 2 * left + 1, words.getInt()));
            }
            program.add(ACCEPT);
        }
        program.add(DROP);
        return program;
    }

    private static void require(List<BpfInstruction> program, int load, int at, int value) {
        program.add(BpfInstruction.statement(load, at));
        program.add(new BpfInstruction(JUMP_IF_EQUAL, 1, 0, value));
        program.add(DROP);
    }
}

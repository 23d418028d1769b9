package io.fairlead.linux.ffi;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * One instruction of a classic socket filter (struct sock_filter, include/uapi/linux/filter.h).
 *
 * @param code 16 bits
 * @param jt instructions to skip if true, 0–255
 * @param jf instructions to skip if false, 0–255
 * @param k the operand, 32 bits
 */
public record BpfInstruction(int code, int jt, int jf, int k) {
    /** Codes of include/uapi/linux/bpf_common.h. */
    public static final int LOAD_WORD = 0x20;

    public static final int LOAD_HALF = 0x28;
    public static final int LOAD_OCTET = 0x30;
    public static final int JUMP_IF_EQUAL = 0x15;
    public static final int JUMP_IF_SET = 0x45;
    private static final int RETURN = 0x06;

    /** The whole of it, of any size. */
    public static final BpfInstruction ACCEPT = statement(RETURN, 0x40000);

    public static final BpfInstruction DROP = statement(RETURN, 0);

    private static final int OCTETS = 8;

    public static BpfInstruction statement(int code, int k) {
        return new BpfInstruction(code, 0, 0, k);
    }

    static NativeBuffer encode(List<BpfInstruction> program) {
        NativeBuffer buffer = NativeBuffer.allocate(program.size() * OCTETS);
        ByteBuffer out = buffer.bytes();
        for (BpfInstruction instruction : program) {
            out.putShort((short) instruction.code).put((byte) instruction.jt).put((byte) instruction.jf);
            out.putInt(instruction.k);
        }
        return buffer;
    }
}

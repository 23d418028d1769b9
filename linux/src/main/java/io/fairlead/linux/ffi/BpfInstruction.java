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

package io.fairlead.linux.ffi;

import java.nio.ByteBuffer;

/**
 * What sendmsg and recvmsg want (struct msghdr with one struct iovec, LP64): room for an address, for data and for control
 * messages.
 *
 * <pre>
 *  0      8        16    24      32        40        48     56    64
 * +------+--------+-----+-------+---------+---------+------+-----+-----+
 * | name | length | iov | count | control | length  | flags| base| len |
 * +------+--------+-----+-------+---------+---------+------+-----+-----+
 * </pre>
 */
final class MessageHeader {
    static final int CONTROL_ROOM = 256;
    private static final int IOVEC = 56;

    final NativeBuffer name = NativeBuffer.allocate(SockAddr.LARGEST);
    final NativeBuffer control = NativeBuffer.allocate(CONTROL_ROOM);
    private final NativeBuffer header = NativeBuffer.allocate(IOVEC + 16);

    long address() {
        return header.address();
    }

    /** Points to {@code data} and to as much of the address and control rooms as given; a length of 0 leaves one out. */
    void set(NativeBuffer data, int dataLength, int nameLength, int controlLength) {
        ByteBuffer h = header.bytes();
        h.putLong(0, nameLength == 0 ? 0 : name.address()).putInt(8, nameLength);
        h.putLong(16, header.address() + IOVEC).putLong(24, 1);
        h.putLong(32, controlLength == 0 ? 0 : control.address()).putLong(40, controlLength);
        h.putInt(48, 0);
        h.putLong(IOVEC, data.address()).putLong(IOVEC + 8, dataLength);
    }

    int nameLength() {
        return header.bytes().getInt(8);
    }

    int controlLength() {
        return (int) header.bytes().getLong(40);
    }

    int flags() {
        return header.bytes().getInt(48);
    }
}

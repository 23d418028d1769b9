package io.fairlead.linux.ffi;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.MacAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SockAddrTest {
    private final ByteBuffer memory = ByteBuffer.allocate(SockAddr.LARGEST).order(ByteOrder.nativeOrder());

    @Test
    void addressesAreReadAsWritten() {
        List<SockAddr> addresses = List.of(
                new SockAddr.In(IpAddress.parse("172.18.0.201"), 3306),
                new SockAddr.In6(IpAddress.parse("fe80::1"), 65535, 7),
                SockAddr.Ll.of(SocketConstants.ETH_P_ARP, 3),
                SockAddr.Ll.to(SocketConstants.ETH_P_IPV6, 3, MacAddress.BROADCAST),
                new SockAddr.Nl(-4711, 0x111),
                new SockAddr.Other(1));
        for (SockAddr address : addresses) {
            assertThat(SockAddr.decode(memory, address.encode(memory))).isEqualTo(address);
        }
    }

    @Test
    void portIsInNetworkOrderWhereTheKernelWantsIt() {
        assertThat(new SockAddr.In(IpAddress.parse("10.0.0.1"), 3306).encode(memory))
                .isEqualTo(16);
        assertThat(HexFormat.of().formatHex(memory.array(), 2, 8)).isEqualTo("0cea0a000001");
    }

    @Property
    void anyOctetsAreAnAddress(@ForAll @Size(SockAddr.LARGEST) byte[] octets, @ForAll @IntRange(max = 128) int length) {
        assertThat(SockAddr.decode(ByteBuffer.wrap(octets), length)).isNotNull();
    }

    @Property
    void anyControlMessagesAreReadAsWritten(@ForAll int level, @ForAll int type, @ForAll @Size(max = 40) byte[] data) {
        ByteBuffer out = ByteBuffer.allocate(256).order(ByteOrder.nativeOrder());
        ControlMessage message = new ControlMessage(level, type, data);
        message.encode(out);
        message.encode(out);

        assertThat(ControlMessage.decode(out, out.position())).hasSize(2).allSatisfy(read -> {
            assertThat(read.level()).isEqualTo(level);
            assertThat(read.type()).isEqualTo(type);
            assertThat(read.data()).isEqualTo(data);
        });
    }

    @Property
    void anyOctetsAreControlMessages(@ForAll @Size(256) byte[] octets, @ForAll @IntRange(max = 256) int length) {
        ByteBuffer in = ByteBuffer.wrap(octets).order(ByteOrder.nativeOrder());
        assertThat(ControlMessage.decode(in, length)).hasSizeLessThanOrEqualTo(16);
    }
}

package io.fairlead.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.net.AddressFamily;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EchoPacketTest {
    private static final EchoPacket ECHO = new EchoPacket(0xfffe, 0x0102);

    @Test
    void requestHasTheChecksumThatItNeeds() {
        assertThat(HexFormat.of().formatHex(ECHO.request(AddressFamily.IPV4)))
                .isEqualTo("08005961fffe01026661" + "69726c656164");
        assertThat(HexFormat.of().formatHex(ECHO.request(AddressFamily.IPV6))).startsWith("80000000fffe0102");
    }

    @Test
    void replyTellsItsQuestion() {
        byte[] reply = ECHO.request(AddressFamily.IPV4);
        reply[0] = 0;
        reply[2] = (byte) (reply[2] + 8);
        ByteBuffer withIp =
                ByteBuffer.allocate(20 + reply.length).put(0, (byte) 0x45).put(20, reply);
        assertThat(EchoPacket.behindIpHeader(withIp).flatMap(p -> EchoPacket.reply(AddressFamily.IPV4, p)))
                .contains(ECHO);
        reply[4]++;
        assertThat(EchoPacket.reply(AddressFamily.IPV4, ByteBuffer.wrap(reply))).isEmpty();
        byte[] six = ECHO.request(AddressFamily.IPV6);
        six[0] = (byte) 129;
        assertThat(EchoPacket.reply(AddressFamily.IPV6, ByteBuffer.wrap(six))).contains(ECHO);
    }

    @Property
    void arbitraryPacketsNeverThrow(@ForAll @Size(max = 100) byte[] octets) {
        assertThat(EchoPacket.behindIpHeader(ByteBuffer.wrap(octets))).isNotNull();
        assertThat(EchoPacket.reply(AddressFamily.IPV4, ByteBuffer.wrap(octets)))
                .isNotNull();
        assertThat(EchoPacket.reply(AddressFamily.IPV6, ByteBuffer.wrap(octets)))
                .isNotNull();
    }
}

package io.fairlead.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class NetlinkMessageTest {
    @Property
    void requestsAreReadAsWritten(
            @ForAll @IntRange(max = 65535) int type,
            @ForAll @IntRange(max = 65535) int flags,
            @ForAll int sequence,
            @ForAll @Size(max = 100) byte[] payload) {
        NetlinkRequest request = new NetlinkRequest("it", type, 0, payload);
        ByteBuffer out = ByteBuffer.allocate(2 * request.size()).order(ByteOrder.nativeOrder());
        NetlinkMessage.encode(out, request, flags, sequence);
        NetlinkMessage.encode(out, request, flags, sequence);

        List<NetlinkMessage> messages = NetlinkMessage.decode(out.flip());

        assertThat(messages)
                .hasSize(2)
                .containsOnly(new NetlinkMessage(type, flags, sequence, 0, ByteBuffer.wrap(payload)));
    }

    @Property
    void anyOctetsAreReadOrRejected(@ForAll @Size(max = 200) byte[] octets) {
        try {
            for (NetlinkMessage message : NetlinkMessage.decode(ByteBuffer.wrap(octets))) {
                Acknowledgement.decode(message);
            }
        } catch (MalformedNetlinkException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    @Property
    void anyAcknowledgementIsReadOrRejected(
            @ForAll @IntRange(max = 0x3ff) int flags, @ForAll boolean done, @ForAll @Size(max = 120) byte[] payload) {
        int type = done ? NetlinkConstants.NLMSG_DONE : NetlinkConstants.NLMSG_ERROR;
        try {
            Acknowledgement.decode(new NetlinkMessage(type, flags, 1, 0, ByteBuffer.wrap(payload)));
        } catch (MalformedNetlinkException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    @Test
    void lengthBeyondTheDatagramIsRejected() {
        byte[] octets = FakeKernel.message(16, 0, 1, new byte[8]);
        octets[0]++;

        assertThatThrownBy(() -> NetlinkMessage.decode(ByteBuffer.wrap(octets)))
                .isInstanceOf(MalformedNetlinkException.class)
                .hasMessage("message at octet 0 has length 25 of 24 left");
    }

    @Test
    void payloadShorterThanTheFamilysHeaderIsRejected() {
        NetlinkMessage message = NetlinkMessage.decode(ByteBuffer.wrap(FakeKernel.message(16, 0, 1, new byte[3])))
                .getFirst();

        assertThatThrownBy(() -> message.payloadAfter(4))
                .isInstanceOf(MalformedNetlinkException.class)
                .hasMessage("message of type 16 has 3 octets, not even 4");
    }
}

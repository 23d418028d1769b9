package io.fairlead.linux.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.net.MacAddress;
import io.fairlead.linux.netlink.MalformedNetlinkException;
import io.fairlead.linux.netlink.NetlinkMessage;
import io.fairlead.linux.netlink.PayloadBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RouteCodecTest {
    private static final List<Function<NetlinkMessage, Object>> DECODERS =
            List.of(Link::decode, InterfaceAddress::decode, Neighbour::decode, Route::decode);

    @Property
    void addressesAreReadAsWritten(
            @ForAll("prefixes") IpPrefix prefix,
            @ForAll @IntRange(min = 1) int ifindex,
            @ForAll @LongRange(min = 1, max = 0xffff_ffffL) long valid,
            @ForAll @IntRange(min = 1, max = 255) int protocol,
            @ForAll int flags) {
        Lifetime lifetime = new Lifetime(valid);
        NewAddress written = new NewAddress(ifindex, prefix, lifetime, lifetime, protocol, flags);

        assertThat(InterfaceAddress.decode(message(written.encode())))
                .contains(new InterfaceAddress(ifindex, prefix, 0, flags, protocol, lifetime, lifetime));
    }

    @Property
    void neighboursAreReadAsWritten(
            @ForAll("prefixes") IpPrefix prefix,
            @ForAll @IntRange(min = 1) int ifindex,
            @ForAll @Size(6) byte[] mac,
            @ForAll @IntRange(max = 255) int state) {
        Neighbour written = new Neighbour(ifindex, prefix.address(), Optional.of(MacAddress.of(mac)), state);

        assertThat(Neighbour.decode(message(written.encode()))).contains(written);
    }

    @Property
    void anyOctetsAreReadOrRejected(@ForAll @Size(max = 120) byte[] octets, @ForAll @IntRange(max = 3) int decoder) {
        decode(octets, decoder);
    }

    @Property
    void anyAttributesAfterAGoodHeaderAreReadOrRejected(
            @ForAll @Size(max = 6) List<@Size(max = 20) byte[]> values,
            @ForAll @Size(6) List<@IntRange(min = 1, max = 20) Integer> types,
            @ForAll @IntRange(max = 3) int decoder,
            @ForAll boolean ipv6) {
        PayloadBuilder payload = new PayloadBuilder()
                .u8(ipv6 ? 10 : 2)
                .zeros(List.of(15, 7, 11, 11).get(decoder));
        for (int i = 0; i < values.size(); i++) {
            payload.attribute(types.get(i), values.get(i));
        }
        decode(payload.build(), decoder);
    }

    private static void decode(byte[] octets, int decoder) {
        try {
            assertThat(DECODERS.get(decoder).apply(message(octets))).isNotNull();
        } catch (MalformedNetlinkException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    @Test
    void linkHasItsNameKindAndMaster() {
        PayloadBuilder payload = new PayloadBuilder()
                .zeros(4)
                .u32(7)
                .u32(RouteConstants.IFF_UP | RouteConstants.IFF_RUNNING)
                .u32(0)
                .attributeString(RouteConstants.IFLA_IFNAME, "veth1")
                .attribute(RouteConstants.IFLA_ADDRESS, new byte[] {2, 0, 0, 0, 0, 1})
                .attributeU32(RouteConstants.IFLA_MTU, 1500)
                .attributeU32(RouteConstants.IFLA_MASTER, 3)
                .nested(
                        RouteConstants.IFLA_LINKINFO,
                        info -> info.attributeString(RouteConstants.IFLA_INFO_KIND, "veth"));

        assertThat(Link.decode(message(payload)))
                .isEqualTo(new Link(
                        7,
                        "veth1",
                        Optional.of(MacAddress.parse("02:00:00:00:00:01")),
                        0x41,
                        1500,
                        "veth",
                        OptionalInt.of(3)));
    }

    @Test
    void addressOfAPointToPointLinkIsTheLocalOne() {
        IpPrefix far = IpPrefix.parse("10.0.0.2/32");
        PayloadBuilder payload = InterfaceAddress.header(far, 4)
                .attribute(RouteConstants.IFA_ADDRESS, far.address().octets())
                .attribute(RouteConstants.IFA_LOCAL, IpAddress.parse("10.0.0.1").octets());

        assertThat(InterfaceAddress.decode(message(payload)).orElseThrow().prefix())
                .isEqualTo(IpPrefix.parse("10.0.0.1/32"));
    }

    @Test
    void addressWithoutCacheInfoStaysForEver() {
        IpPrefix prefix = IpPrefix.parse("10.0.0.2/24");
        PayloadBuilder payload = InterfaceAddress.header(prefix, 4)
                .attribute(RouteConstants.IFA_LOCAL, prefix.address().octets());

        InterfaceAddress address = InterfaceAddress.decode(message(payload)).orElseThrow();
        assertThat(address.valid().isForever()).isTrue();
        assertThat(address.protocol()).isZero();
        assertThat(address.isOurs()).isFalse();
    }

    @Test
    void prefixLengthBeyondTheFamilyIsRejected() {
        PayloadBuilder payload = new PayloadBuilder()
                .u8(2)
                .u8(33)
                .zeros(6)
                .attribute(RouteConstants.IFA_LOCAL, new byte[] {10, 0, 0, 1});

        assertThatThrownBy(() -> InterfaceAddress.decode(message(payload)))
                .isInstanceOf(MalformedNetlinkException.class)
                .hasMessage("address: prefix length 33 of IPV4");
    }

    @Test
    void otherFamiliesAreLeftOut() {
        assertThat(InterfaceAddress.decode(message(new byte[8]))).isEmpty();
        assertThat(Neighbour.decode(message(new byte[12]))).isEmpty();
        assertThat(Route.decode(message(new byte[12]))).isEmpty();
    }

    @Provide
    Arbitrary<IpPrefix> prefixes() {
        return Arbitraries.of(4, 16)
                .flatMap(octets -> Combinators.combine(
                                Arbitraries.bytes().array(byte[].class).ofSize(octets),
                                Arbitraries.integers().between(0, octets * 8))
                        .as((address, length) -> new IpPrefix(IpAddress.of(address), length)));
    }

    private static NetlinkMessage message(PayloadBuilder payload) {
        return message(payload.build());
    }

    private static NetlinkMessage message(byte[] payload) {
        return new NetlinkMessage(0, 0, 0, 0, ByteBuffer.wrap(payload).order(ByteOrder.nativeOrder()));
    }
}

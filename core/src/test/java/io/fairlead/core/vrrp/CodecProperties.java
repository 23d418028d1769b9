package io.fairlead.core.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.net.MacAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class CodecProperties {
    private static final int COUNT_AT = 3;
    private static final IpAddress SOURCE4 = IpAddress.parse("172.18.0.8");
    private static final IpAddress SOURCE6 = IpAddress.parse("fe80::8");

    @Property
    void whatIsEncodedIsReceivedAsItWas(
            @ForAll("configs") VirtualRouterConfig config, @ForAll @IntRange(max = 255) int priority) {
        Reception reception = receive(config, encode(config, priority));
        assertThat(reception).isInstanceOf(Reception.Accepted.class);
        Reception.Accepted accepted = (Reception.Accepted) reception;
        assertThat(accepted.source()).isEqualTo(source(config));
        assertThat(accepted.checksumForm()).isEqualTo(formOf(config));
        assertThat(accepted.advertisement())
                .isEqualTo(new Advertisement(
                        config.version(),
                        config.virtualRouterId(),
                        priority,
                        config.advertisementIntervalCentis(),
                        config.plainAddresses()));
    }

    @Property
    void arbitraryOctetsNeverThrow(
            @ForAll("configs") VirtualRouterConfig config, @ForAll @Size(max = 100) byte[] message) {
        assertThat(receive(config, message)).isNotNull();
        assertThat(Reception.ofIpv4(message, message.length, config)).isNotNull();
        assertThat(AddressClaim.in(message, message.length, List.of(MacAddress.BROADCAST), config.plainAddresses()))
                .isNotNull();
    }

    /** Random octets seldom come further than the version: these come to every check. */
    @Property
    void damagedMessagesNeverThrow(
            @ForAll("configs") VirtualRouterConfig config,
            @ForAll @IntRange(max = 4000) int at,
            @ForAll byte octet,
            @ForAll @IntRange(max = 4000) int length) {
        byte[] message = encode(config, 100);
        message[at % message.length] = octet;
        byte[] cut = Arrays.copyOf(message, length % (message.length + 1));
        assertThat(receive(config, cut)).isNotNull();
    }

    @Property
    void singleFlippedBitIsNeverAccepted(
            @ForAll("configs") VirtualRouterConfig config, @ForAll @IntRange(max = 32_000) int bit) {
        byte[] message = encode(config, 100);
        int octet = bit / 8 % message.length;
        // A smaller count shortens what the checksum covers: now and then it is right by chance.
        Assume.that(octet != COUNT_AT);
        message[octet] ^= (byte) (1 << bit % 8);
        Reception reception = receive(config, message);
        assertThat(reception).isInstanceOf(Reception.Rejected.class);
        Reception.Reason reason = ((Reception.Rejected) reception).reason();
        switch (octet) {
            case 0 -> assertThat(reason).isIn(Reception.Reason.VERSION, Reception.Reason.TYPE);
            case 1 -> assertThat(reason).isEqualTo(Reception.Reason.OTHER_ROUTER);
            default -> assertThat(reason).isEqualTo(Reception.Reason.CHECKSUM);
        }
    }

    @Property
    void announcementsNameTheAddressAndTheStation(@ForAll @Size(6) byte[] mac, @ForAll("addresses") IpAddress address) {
        MacAddress station = MacAddress.of(mac);
        byte[] frame = AddressAnnouncement.announce(station, address);
        assertThat(AddressClaim.in(frame, frame.length, Set.of(), Set.of(address)))
                .contains(new Event.DuplicateClaim(address, station));
        assertThat(AddressClaim.in(frame, frame.length, Set.of(station), Set.of(address)))
                .isEmpty();
    }

    @Provide
    Arbitrary<IpAddress> addresses() {
        return Arbitraries.oneOf(hosts(AddressFamily.IPV4), hosts(AddressFamily.IPV6));
    }

    @Provide
    Arbitrary<VirtualRouterConfig> configs() {
        Arbitrary<List<IpPrefix>> ipv4 = prefixes(AddressFamily.IPV4, 255);
        Arbitrary<List<IpPrefix>> ipv6 = prefixes(AddressFamily.IPV6, 90);
        Arbitrary<Integer> vrids = Arbitraries.integers().between(1, 255);
        Arbitrary<Integer> centis = Arbitraries.integers().between(1, 4095);
        Arbitrary<Integer> seconds = Arbitraries.integers().between(1, 255).map(each -> each * 100);
        Arbitrary<Authentication> authentications = Arbitraries.oneOf(
                Arbitraries.just(new Authentication.None()),
                Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(8).map(Authentication.SimpleText::new));
        Arbitrary<Authentication> none = Arbitraries.just(new Authentication.None());
        Arbitrary<ChecksumForm> forms = Arbitraries.of(ChecksumForm.class);
        return Arbitraries.oneOf(
                Combinators.combine(Arbitraries.just(Version.V2), vrids, seconds, ipv4, authentications, forms)
                        .as(CodecProperties::config),
                Combinators.combine(Arbitraries.just(Version.V3), vrids, centis, ipv4, none, forms)
                        .as(CodecProperties::config),
                Combinators.combine(Arbitraries.just(Version.V3), vrids, centis, ipv6, none, forms)
                        .as(CodecProperties::config));
    }

    private static VirtualRouterConfig config(
            Version version,
            int vrid,
            int centis,
            List<IpPrefix> addresses,
            Authentication authentication,
            ChecksumForm form) {
        return new VirtualRouterConfig(
                version,
                vrid,
                100,
                centis,
                false,
                Duration.ZERO,
                true,
                addresses,
                authentication,
                form,
                true,
                Set.of(),
                new VirtualRouterConfig.Announcements(0, Duration.ofSeconds(1)),
                Lease.FOREVER);
    }

    private static Arbitrary<List<IpPrefix>> prefixes(AddressFamily family, int most) {
        return hosts(family)
                .map(IpPrefix::host)
                .list()
                .ofMinSize(1)
                .ofMaxSize(most)
                .uniqueElements();
    }

    /** Unicast; IPv6 all link-local, as the first has to be. */
    private static Arbitrary<IpAddress> hosts(AddressFamily family) {
        return Arbitraries.bytes().array(byte[].class).ofSize(family.octets()).map(octets -> {
            octets[0] = family == AddressFamily.IPV4 ? (byte) (1 + (octets[0] & 0x7f)) : (byte) 0xfe;
            octets[1] = family == AddressFamily.IPV4 ? octets[1] : (byte) 0x80;
            return IpAddress.of(octets);
        });
    }

    private static byte[] encode(VirtualRouterConfig config, int priority) {
        return new VirtualRouter(config, source(config)).encode(priority, Vrrp.group(config.family()));
    }

    private static Reception receive(VirtualRouterConfig config, byte[] message) {
        ReceivedPacket packet = ReceivedPacket.of(source(config), Vrrp.group(config.family()), 255, message);
        return Reception.of(packet, config);
    }

    private static IpAddress source(VirtualRouterConfig config) {
        return config.family() == AddressFamily.IPV4 ? SOURCE4 : SOURCE6;
    }

    private static ChecksumForm formOf(VirtualRouterConfig config) {
        if (config.version() == Version.V2) {
            return ChecksumForm.MESSAGE_ONLY;
        }
        return config.family() == AddressFamily.IPV6 ? ChecksumForm.PSEUDO_HEADER : config.checksumForm();
    }
}

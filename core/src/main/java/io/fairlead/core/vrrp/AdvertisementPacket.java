package io.fairlead.core.vrrp;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The octets of an advertisement, behind the IP header. Version 3, RFC 9568 section 5.1:
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------+-------+---------------+---------------+---------------+
 * |version|  type | virtualRouterId   priority    |    count      |
 * +-------+-------+---------------+---------------+---------------+
 * |reserved  maxAdvertiseInterval |           checksum            |   interval: 12 bits, centiseconds
 * +-------+-----------------------+-------------------------------+
 * |                 count × 4 or 16 octets of address             |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * Version 2, RFC 3768 section 5.1, has instead of the second word, and after the addresses:
 *
 * <pre>
 * +---------------+---------------+-------------------------------+
 * | authentication|  Adver Int    |           checksum            |   interval: seconds
 * +---------------+---------------+-------------------------------+
 *    addresses
 * +---------------------------------------------------------------+
 * |                8 octets of authentication data                |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * An instance views received octets and believes none of them: {@link Reception} asks in the order of its checks. The
 * fields beyond the fixed header may be asked only once {@link #isComplete} has said yes.
 */
final class AdvertisementPacket {
    private static final int FIXED = 8;
    private static final int AUTHENTICATION = 8;
    private static final int TYPE_ADVERTISEMENT = 1;
    private static final int CHECKSUM_AT = 6;

    private final byte[] octets;
    private final AddressFamily family;

    AdvertisementPacket(byte[] octets, AddressFamily family) {
        this.octets = octets;
        this.family = family;
    }

    /**
     * The message as it goes behind an IP header.
     *
     * @param form matters to version 3 over IPv4 only
     * @param authentication matters to version 2 only
     * @param source what the IP header will say; goes into the checksum, as does {@code destination}
     */
    static byte[] encode(
            Advertisement advertisement,
            ChecksumForm form,
            Authentication authentication,
            IpAddress source,
            IpAddress destination) {
        List<IpAddress> addresses = advertisement.addresses();
        AddressFamily family = source.family();
        boolean v2 = advertisement.version() == Version.V2;
        int tail = v2 ? AUTHENTICATION : 0;
        ByteBuffer out = ByteBuffer.allocate(FIXED + addresses.size() * family.octets() + tail);
        out.put((byte) (advertisement.version().number() << 4 | TYPE_ADVERTISEMENT));
        out.put((byte) advertisement.virtualRouterId());
        out.put((byte) advertisement.priority());
        out.put((byte) addresses.size());
        if (v2) {
            out.put((byte) typeOf(authentication));
            out.put((byte) (advertisement.intervalCentis() / 100));
        } else {
            out.putShort((short) (advertisement.intervalCentis() & 0xfff));
        }
        out.putShort((short) 0);
        addresses.forEach(address -> out.put(address.octets()));
        if (authentication instanceof Authentication.SimpleText text && v2) {
            out.put(text.data());
        }
        byte[] message = out.array();
        InternetChecksum checksum = new InternetChecksum().add(message, 0, message.length);
        if (!v2 && (family == AddressFamily.IPV6 || form == ChecksumForm.PSEUDO_HEADER)) {
            checksum.addPseudoHeader(source, destination, Vrrp.PROTOCOL, message.length);
        }
        out.putShort(CHECKSUM_AT, (short) checksum.value());
        return message;
    }

    static int typeOf(Authentication authentication) {
        return switch (authentication) {
            case Authentication.None _ -> 0;
            case Authentication.SimpleText _ -> 1;
        };
    }

    boolean hasFixedHeader() {
        return octets.length >= FIXED;
    }

    /** Whether as many octets are here as version and count ask for; more are padding (V08). */
    boolean isComplete() {
        return octets.length >= length();
    }

    int version() {
        return octet(0) >> 4;
    }

    boolean isAdvertisement() {
        return (octet(0) & 0xf) == TYPE_ADVERTISEMENT;
    }

    int virtualRouterId() {
        return octet(1);
    }

    int priority() {
        return octet(2);
    }

    int count() {
        return octet(3);
    }

    /** Version 2's authentication type. */
    int authenticationType() {
        return octet(4);
    }

    /** Centiseconds in both versions; the reserved bits do not count (V21). */
    int intervalCentis() {
        return version() == 2 ? octet(5) * 100 : (octet(4) & 0xf) << 8 | octet(5);
    }

    List<IpAddress> addresses() {
        List<IpAddress> addresses = new ArrayList<>(count());
        for (int i = 0; i < count(); i++) {
            int from = FIXED + i * family.octets();
            addresses.add(IpAddress.of(Arrays.copyOfRange(octets, from, from + family.octets())));
        }
        return addresses;
    }

    /** Version 2's eight octets. */
    byte[] authenticationData() {
        return Arrays.copyOfRange(octets, length() - AUTHENTICATION, length());
    }

    /** Which form the checksum is right in, or empty; only version 3 over IPv4 has a choice (V12). */
    Optional<ChecksumForm> checksumForm(IpAddress source, IpAddress destination) {
        boolean maybePseudoHeader = version() == 3;
        boolean maybeMessageOnly = version() == 2 || family == AddressFamily.IPV4;
        if (maybePseudoHeader
                && message()
                                .addPseudoHeader(source, destination, Vrrp.PROTOCOL, length())
                                .value()
                        == 0) {
            return Optional.of(ChecksumForm.PSEUDO_HEADER);
        }
        return maybeMessageOnly && message().value() == 0 ? Optional.of(ChecksumForm.MESSAGE_ONLY) : Optional.empty();
    }

    private InternetChecksum message() {
        return new InternetChecksum().add(octets, 0, length());
    }

    private int length() {
        return FIXED + count() * family.octets() + (version() == 2 ? AUTHENTICATION : 0);
    }

    private int octet(int index) {
        return octets[index] & 0xff;
    }
}

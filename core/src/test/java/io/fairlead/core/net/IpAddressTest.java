package io.fairlead.core.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8::1:0:0:1, 2001:db8::1:0:0:1",
        "2001:DB8::00A1, 2001:db8::a1",
        "::ffff:192.0.2.1, ::ffff:c000:201",
        "1:2:3:4:5:6:192.0.2.1, 1:2:3:4:5:6:c000:201",
        "0:0:1::, 0:0:1::",
    })
    void literalIsReadAndWrittenAsRfc5952Recommends(String literal, String canonical) {
        assertThat(IpAddress.parse(literal)).hasToString(canonical);
        assertThat(IpAddress.parse(canonical)).isEqualTo(IpAddress.parse(literal));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.-4",
                "1.2.3.4 ",
                "localhost",
                ":",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "12345::",
                "g::",
                "fe80::1%eth0",
                "::1.2.3.4.5",
                "1.2.3.4::",
                "1:2:3:4:5:6:7:1.2.3.4"
            })
    void whatIsNoLiteralIsRefusedWithoutAskingAResolver(String text) {
        assertThat(IpAddress.tryParse(text)).isEmpty();
        assertThatThrownBy(() -> IpAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is not an IP address");
    }

    @Test
    void orderIsFamilyThenUnsignedOctets() {
        assertThat(Stream.of("::1", "200.0.0.1", "9.0.0.1", "fe80::1", "10.0.0.255", "10.0.1.0")
                        .map(IpAddress::parse)
                        .sorted()
                        .map(IpAddress::toString))
                .containsExactly("9.0.0.1", "10.0.0.255", "10.0.1.0", "200.0.0.1", "::1", "fe80::1");
    }

    @ParameterizedTest
    @CsvSource({
        "224.0.0.18, true, false",
        "239.255.255.255, true, false",
        "240.0.0.1, false, false",
        "223.255.255.255, false, false",
        "ff02::12, true, false",
        "fe80::1, false, true",
        "febf::1, false, true",
        "fec0::1, false, false",
        "169.254.1.1, false, true",
        "169.253.1.1, false, false"
    })
    void multicastAndLinkLocalAreTold(String address, boolean multicast, boolean linkLocal) {
        assertThat(IpAddress.parse(address).isMulticast()).isEqualTo(multicast);
        assertThat(IpAddress.parse(address).isLinkLocal()).isEqualTo(linkLocal);
    }

    @Test
    void octetsAreCopied() {
        byte[] octets = {10, 0, 0, 1};
        IpAddress address = IpAddress.of(octets);
        octets[3] = 2;
        address.octets()[3] = 3;
        assertThat(address).hasToString("10.0.0.1");
        assertThatThrownBy(() -> IpAddress.of(new byte[5])).isInstanceOf(IllegalArgumentException.class);
    }
}

package io.fairlead.core.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpPrefixTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.7/8, 10.255.255.255, true",
        "10.0.0.7/8, 11.0.0.0, false",
        "172.18.0.7/15, 172.19.0.1, true",
        "172.18.0.7/15, 172.20.0.1, false",
        "10.0.0.7/32, 10.0.0.7, true",
        "10.0.0.7/32, 10.0.0.6, false",
        "0.0.0.0/0, 203.0.113.1, true",
        "0.0.0.0/0, ::1, false",
        "fe80::7/64, fe80::ffff:1, true",
        "fe80::7/64, fe80:0:0:1::1, false"
    })
    void prefixContainsTheAddressesOfItsSubnet(String prefix, String address, boolean contained) {
        assertThat(IpPrefix.parse(prefix).contains(IpAddress.parse(address))).isEqualTo(contained);
    }

    @Test
    void bareAddressHasTheFullLength() {
        assertThat(IpPrefix.parse("10.0.0.7")).hasToString("10.0.0.7/32");
        assertThat(IpPrefix.parse("fe80::7"))
                .hasToString("fe80::7/128")
                .isEqualTo(IpPrefix.host(IpAddress.parse("fe80::7")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.7/33", "10.0.0.7/", "10.0.0.7/-1", "10.0.0.7/8/8", "/8", "fe80::7/129", "10.0.0.7/ 8"})
    void whatIsNoPrefixIsRefused(String text) {
        assertThat(IpPrefix.tryParse(text)).isEmpty();
        assertThatThrownBy(() -> IpPrefix.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is not address/length");
    }

    @Test
    void lengthIsWithinTheFamilys() {
        assertThatThrownBy(() -> new IpPrefix(IpAddress.parse("10.0.0.1"), 33))
                .hasMessage("prefix length 33 is outside 0–32");
    }
}

package io.fairlead.core.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class AddressProperties {
    @Property
    void ipv4AddressIsReadAsItWasWritten(@ForAll @Size(4) byte[] octets) {
        IpAddress address = IpAddress.of(octets);
        assertThat(IpAddress.parse(address.toString())).isEqualTo(address).hasSameHashCodeAs(address);
    }

    /** Zeros are what the short notation is about. */
    @Property
    void ipv6AddressIsReadAsItWasWrittenByUsAndByTheJdk(@ForAll @Size(16) byte[] octets, @ForAll short zeros)
            throws Exception {
        for (int i = 0; i < 16; i++) {
            octets[i] = (zeros >> i & 1) == 0 ? 0 : octets[i];
        }
        IpAddress address = IpAddress.of(octets);
        assertThat(IpAddress.parse(address.toString())).isEqualTo(address);
        InetAddress jdk = InetAddress.getByAddress(octets);
        if (jdk.getAddress().length == 16) {
            assertThat(IpAddress.parse(jdk.getHostAddress())).isEqualTo(address);
            assertThat(InetAddress.getByName(address.toString())).isEqualTo(jdk);
        }
    }

    @Property
    void arbitraryTextNeverThrows(@ForAll String text) {
        assertThat(IpAddress.tryParse(text)).isNotNull();
        assertThat(IpPrefix.tryParse(text)).isNotNull();
    }

    @Property
    void macIsReadAsItWasWritten(@ForAll @Size(6) byte[] octets) {
        MacAddress mac = MacAddress.of(octets);
        assertThat(MacAddress.parse(mac.toString())).isEqualTo(mac);
        assertThat(mac.octets()).isEqualTo(octets);
    }
}

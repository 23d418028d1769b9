package io.fairlead.core.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Octets computed by a program apart from the drawings and the checksum rules of the RFCs. */
class EncodingTest {
    private static final IpAddress GROUP = Vrrp.group(AddressFamily.IPV4);

    @Test
    void version3OverIpv4HasThePseudoHeaderInItsChecksum() {
        assertThat(encode(router(), 100, GROUP)).isEqualTo("31c96401000a30a7" + "ac1200c9");
    }

    @Test
    void version3OverIpv4CanHaveTheMessageOnlyInItsChecksum() {
        assertThat(encode(router().put("checksum", "MESSAGE_ONLY"), 100, GROUP))
                .isEqualTo("31c96401000abd4f" + "ac1200c9");
    }

    @Test
    void unicastHasThePeerInItsChecksum() {
        assertThat(encode(router(), 100, IpAddress.parse("172.18.0.8"))).isEqualTo("31c96401000a649f" + "ac1200c9");
    }

    @Test
    void version3OverIpv6HasLongAddressesAndTwelveBitsOfInterval() {
        ObjectNode router = router().put("source", "fe80::7").put("intervalMs", 40950);
        router.putArray("addresses").add("fe80::201/64").add("fd00:18::201/64");
        assertThat(encode(router, 100, Vrrp.group(AddressFamily.IPV6)))
                .isEqualTo(
                        "31c964020fff5c64" + "fe800000000000000000000000000201" + "fd000018000000000000000000000201");
    }

    @Test
    void version2HasSecondsAndEightOctetsOfNothing() {
        assertThat(encode(router().put("version", 2).put("vrid", 51), 100, GROUP))
                .isEqualTo("213364010001cdee" + "ac1200c9" + "0000000000000000");
    }

    @Test
    void version2WithAPasswordHasItPaddedWithZeros() {
        ObjectNode router = router().put("version", 2).put("vrid", 51).put("password", "123456");
        router.put("intervalMs", 255_000)
                .putArray("addresses")
                .add("172.18.0.201/16")
                .add("172.18.0.202/16");
        assertThat(encode(router, 100, GROUP))
                .isEqualTo("2133640201ff8576" + "ac1200c9" + "ac1200ca" + "3132333435360000");
    }

    @Test
    void keepalivedSendsTheSameOctets() {
        ObjectNode router = router().put("source", "172.18.0.8").put("intervalMs", 200);
        router.putArray("addresses").add("172.18.0.201/16").add("172.18.0.202/16");
        assertThat(encode(router, 150, GROUP)).isEqualTo("31c99602001451baac1200c9ac1200ca");
        assertThat(encode(router, 0, GROUP)).isEqualTo("31c900020014e7baac1200c9ac1200ca");
    }

    @Test
    void groupsAndVirtualMacsAreThoseOfTheRfc() {
        assertThat(GROUP).hasToString("224.0.0.18");
        assertThat(Vrrp.group(AddressFamily.IPV6)).hasToString("ff02::12");
        assertThat(Vrrp.virtualMac(AddressFamily.IPV4, 201)).hasToString("00:00:5e:00:01:c9");
        assertThat(Vrrp.virtualMac(AddressFamily.IPV6, 1)).hasToString("00:00:5e:00:02:01");
        assertThat(Vrrp.PROTOCOL).isEqualTo(112);
        assertThat(Vrrp.HOP_LIMIT).isEqualTo(255);
    }

    private static ObjectNode router() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static String encode(ObjectNode router, int priority, IpAddress destination) {
        return HexFormat.of().formatHex(new RouterJson(router).router().encode(priority, destination));
    }
}

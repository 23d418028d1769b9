package io.fairlead.core.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.MacAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ARP and Neighbour Discovery: frames made, and claims found in frames. */
class AddressFramesTest {
    private static final MacAddress OURS = MacAddress.parse("02:42:ac:12:00:07");
    private static final MacAddress OTHER = MacAddress.parse("42:0f:e6:c3:1b:9e");
    private static final IpAddress VIP = IpAddress.parse("172.18.0.201");
    private static final IpAddress VIP6 = IpAddress.parse("fe80::201");

    /** As keepalived 2.2.7 sent them. */
    private static final String FOREIGN_ARP =
            "ffffffffffff420fe6c31b9e08060001080006040001420fe6c31b9eac1200c9ffffffffffffac1200c9";

    private static final String FOREIGN_NA = "333300000001420fe6c31b9e86dd6000000000203aff"
            + "fe800000000000000000000000000201ff020000000000000000000000000001"
            + "8800112b20000000fe8000000000000000000000000002010201420fe6c31b9e";

    @Test
    void gratuitousArpIsARequestThatNamesTheAddressTwice() {
        assertThat(hex(AddressAnnouncement.announce(OURS, VIP)))
                .isEqualTo("ffffffffffff0242ac1200070806" + "0001080006040001" + "0242ac120007ac1200c9"
                        + "000000000000ac1200c9");
    }

    @Test
    void arpProbeClaimsNothing() {
        assertThat(hex(AddressAnnouncement.probe(OURS, VIP)))
                .isEqualTo("ffffffffffff0242ac1200070806" + "0001080006040001" + "0242ac12000700000000"
                        + "000000000000ac1200c9");
    }

    @Test
    void unsolicitedNeighbourAdvertisementHasRouterAndOverrideButNotSolicited() {
        assertThat(hex(AddressAnnouncement.announce(OURS, VIP6)))
                .isEqualTo("3333000000010242ac12000786dd" + "6000000000203aff"
                        + "fe800000000000000000000000000201" + "ff020000000000000000000000000001"
                        + "88002740a0000000" + "fe800000000000000000000000000201" + "02010242ac120007");
    }

    @Test
    void neighbourProbeGoesToTheSolicitedNodeGroupFromNobody() {
        assertThat(hex(AddressAnnouncement.probe(OURS, IpAddress.parse("fd00:18::12:3456"))))
                .isEqualTo("3333ff1234560242ac12000786dd" + "6000000000183aff"
                        + "00000000000000000000000000000000" + "ff0200000000000000000001ff123456"
                        + "870014bf00000000" + "fd000018000000000000000000123456");
    }

    @Test
    void announcementOfAnotherStationIsADuplicateClaim() {
        assertThat(claim(FOREIGN_ARP)).contains(new Event.DuplicateClaim(VIP, OTHER));
        assertThat(claim(FOREIGN_NA)).contains(new Event.DuplicateClaim(VIP6, OTHER));
    }

    @Test
    void answerOfAnotherStationIsADuplicateClaim() {
        assertThat(claim("0242ac120007420fe6c31b9e08060001080006040002420fe6c31b9eac1200c90242ac120007ac120007"))
                .contains(new Event.DuplicateClaim(VIP, OTHER));
    }

    @Test
    void ourOwnAnnouncementIsNone() {
        assertThat(claim(hex(AddressAnnouncement.announce(OURS, VIP)))).isEmpty();
        assertThat(claim(hex(AddressAnnouncement.announce(OURS, VIP6)))).isEmpty();
    }

    @Test
    void anothersProbeAndItsQuestionForTheAddressAreNone() {
        assertThat(claim(hex(AddressAnnouncement.probe(OTHER, VIP)))).isEmpty();
        assertThat(claim(hex(AddressAnnouncement.probe(OTHER, VIP6)))).isEmpty();
        assertThat(claim("ffffffffffff420fe6c31b9e08060001080006040001420fe6c31b9eac120008000000000000ac1200c9"))
                .isEmpty();
    }

    @Test
    void announcementOfAnotherAddressIsNone() {
        assertThat(claim(hex(AddressAnnouncement.announce(OTHER, IpAddress.parse("172.18.0.202")))))
                .isEmpty();
        assertThat(claim(hex(AddressAnnouncement.announce(OTHER, IpAddress.parse("fe80::202")))))
                .isEmpty();
    }

    @Test
    void neighbourAdvertisementFromBeyondARouterIsNone() {
        assertThat(claim(FOREIGN_NA.replace("3aff", "3afe"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {FOREIGN_ARP, FOREIGN_NA})
    void cutFramesAreNone(String frame) {
        byte[] octets = HexFormat.of().parseHex(frame);
        int whole = frame.equals(FOREIGN_ARP) ? octets.length : octets.length - 8;
        for (int length = 0; length < whole; length++) {
            assertThat(AddressClaim.in(octets, length, List.of(OURS), List.of(VIP, VIP6)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 14, 16, 18})
    void arpOfOtherNetworksIsNone(int at) {
        byte[] octets = HexFormat.of().parseHex(FOREIGN_ARP);
        octets[at] ^= 0x40;
        assertThat(AddressClaim.in(octets, octets.length, List.of(OURS), List.of(VIP)))
                .isEmpty();
    }

    private static Optional<Event.DuplicateClaim> claim(String frame) {
        byte[] octets = HexFormat.of().parseHex(frame);
        return AddressClaim.in(octets, octets.length, List.of(OURS), List.of(VIP, VIP6));
    }

    private static String hex(byte[] octets) {
        return HexFormat.of().formatHex(octets);
    }
}

package io.fairlead.core.vrrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VirtualRouterConfigTest {
    private static final String V6 = "'addresses': ['fe80::201/64']";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'vrid': 0} | virtual router id must be 1 to 255, not 0",
                "{'vrid': 256} | virtual router id must be 1 to 255, not 256",
                "{'priority': 0} | priority must be 1 to 255, not 0",
                "{'priority': 256} | priority must be 1 to 255, not 256",
                "{'intervalMs': 0} | advertisement interval of version 3 must be 10 to 40950 ms, not 0 ms",
                "{'intervalMs': 40960} | advertisement interval of version 3 must be 10 to 40950 ms, not 40960 ms",
                "{'version': 2, 'intervalMs': 100} | advertisement interval of version 2 must be 1 to 255 whole seconds, not 100 ms",
                "{'version': 2, 'intervalMs': 1500} | advertisement interval of version 2 must be 1 to 255 whole seconds, not 1500 ms",
                "{'version': 2, 'intervalMs': 256000} | advertisement interval of version 2 must be 1 to 255 whole seconds, not 256000 ms",
                "{'preemptDelayMs': -1000} | preempt delay in seconds must be 0 to 1000, not -1",
                "{'preemptDelayMs': 1001000} | preempt delay in seconds must be 0 to 1000, not 1001",
                "{'addresses': []} | a virtual router needs 1 or more addresses, not none",
                "{'addresses': ['10.0.0.1', 'fe80::1']} | addresses of a virtual router must be of one family: 10.0.0.1 and fe80::1 need a virtual router each",
                "{'addresses': ['10.0.0.1/8', '10.0.0.1/32']} | an address stands twice in [10.0.0.1, 10.0.0.1]",
                "{'addresses': ['224.0.0.18']} | a virtual address must be a host's address, not 224.0.0.18",
                "{'addresses': ['0.0.0.0']} | a virtual address must be a host's address, not 0.0.0.0",
                "{'addresses': ['fd00::1/64', 'fe80::1/64']} | the first address of an IPv6 virtual router must be link-local (fe80::/10), not fd00::1",
                "{'version': 2, 'addresses': ['fe80::1']} | IPv6 needs version 3: version 2 has IPv4 only",
                "{'password': 'secret'} | authentication needs version 2: version 3 has none",
                "{'peers': ['224.0.0.18']} | a unicast peer must be a host's address of the family of 172.18.0.201, not 224.0.0.18",
                "{'peers': ['fe80::1']} | a unicast peer must be a host's address of the family of 172.18.0.201, not fe80::1",
                "{'peers': ['172.18.0.201']} | a unicast peer must be a router's own address, not the virtual address 172.18.0.201",
                "{'repeats': -1} | number of repeated announcements must be 0 to 100, not -1",
                "{'repeats': 101} | number of repeated announcements must be 0 to 100, not 101",
            })
    void whatNoVirtualRouterCanBeIsRefusedWithTheRange(String router, String message) {
        assertThatThrownBy(() -> config(router))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'vrid': 1, 'priority': 1, 'intervalMs': 10}",
                "{'vrid': 255, 'priority': 255, 'intervalMs': 40950, 'preemptDelayMs': 1000000}",
                "{'version': 2, 'intervalMs': 1000, 'password': '12345678'}",
                "{'version': 2, 'intervalMs': 255000}",
                "{'addresses': ['fe80::201/64', 'fd00::201/64']}",
                "{'peers': ['172.18.0.8'], 'multicast': false}",
                "{'peers': [], 'multicast': false}",
            })
    void bothEndsOfEveryRangeArePermitted(String router) {
        assertThatCode(() -> config(router)).doesNotThrowAnyException();
    }

    @Test
    void ninetyIpv6AddressesFitIntoAFrameAndNoMore() {
        assertThatCode(() -> VirtualRouterConfig.of(1, 100, linkLocals(90))).doesNotThrowAnyException();
        assertThatThrownBy(() -> VirtualRouterConfig.of(1, 100, linkLocals(91)))
                .hasMessage("number of addresses must be 1 to 90, not 91");
    }

    @Test
    void leaseHasWholeSecondsAndIsRenewedWithin() {
        assertThatThrownBy(() -> new Lease(Duration.ofMillis(1500), Duration.ofMillis(500)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Lease(Duration.ofSeconds(2), Duration.ofSeconds(2)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Lease.FOREVER.isForever()).isTrue();
        assertThat(new Lease(Duration.ofSeconds(1), Duration.ofMillis(500)).isForever())
                .isFalse();
    }

    @Test
    void announcementsAreTenMillisecondsToAMinuteApart() {
        assertThatThrownBy(() -> new VirtualRouterConfig.Announcements(1, Duration.ofMillis(9)))
                .hasMessage("milliseconds between announcements must be 10 to 60000, not 9");
        assertThatThrownBy(() -> new VirtualRouterConfig.Announcements(1, Duration.ofMillis(60_001)))
                .hasMessage("milliseconds between announcements must be 10 to 60000, not 60001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123456789", "ääääß"})
    void passwordHasOneToEightOctets(String password) {
        assertThatThrownBy(() -> new Authentication.SimpleText(password)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void passwordIsNotShown() {
        assertThat(new Authentication.SimpleText("geheim")).asString().doesNotContain("geheim");
    }

    @Test
    void changedPriorityIsNeverTheOwners() {
        assertThatThrownBy(() -> new Event.PriorityChanged(255)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Event.PriorityChanged(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sourceIsOfTheFamilyOfTheAddresses() {
        assertThatThrownBy(() -> new VirtualRouter(config("{" + V6 + "}"), IpAddress.parse("10.0.0.1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10.0.0.1");
    }

    @Test
    void defaultsAreTheProducts() {
        VirtualRouterConfig config = config("{}");
        assertThat(config.version()).isEqualTo(Version.V3);
        assertThat(config.advertisementIntervalCentis()).isEqualTo(10);
        assertThat(config.preemptMode()).isFalse();
        assertThat(config.acceptMode()).isTrue();
        assertThat(config.multicast()).isTrue();
        assertThat(config.checksumForm()).isEqualTo(ChecksumForm.PSEUDO_HEADER);
        assertThat(config.lease()).isEqualTo(new Lease(Duration.ofSeconds(2), Duration.ofMillis(500)));
    }

    private static VirtualRouterConfig config(String router) {
        try {
            JsonNode json = new ObjectMapper().readTree(router.replace('\'', '"'));
            return new RouterJson(json).config();
        } catch (JsonProcessingException e) {
            throw new AssertionError(router, e);
        }
    }

    private static List<IpPrefix> linkLocals(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> IpPrefix.parse("fe80::" + Integer.toHexString(i) + "/64"))
                .toList();
    }
}

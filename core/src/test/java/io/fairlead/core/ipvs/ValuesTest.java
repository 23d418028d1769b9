package io.fairlead.core.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ValuesTest {
    private static final IpAddress V4 = IpAddress.parse("192.0.2.1");
    private static final IpAddress V6 = IpAddress.parse("2001:db8::1");

    @Test
    void keysAreOrderedByAddressThenProtocolThenPortAndMarksComeLast() {
        List<ServiceKey> ordered = List.of(
                new ServiceKey.Address(TransportProtocol.TCP, V4, 80),
                new ServiceKey.Address(TransportProtocol.TCP, V4, 443),
                new ServiceKey.Address(TransportProtocol.UDP, V4, 53),
                new ServiceKey.Address(TransportProtocol.TCP, V6, 80),
                new ServiceKey.FirewallMark(AddressFamily.IPV4, 7),
                new ServiceKey.FirewallMark(AddressFamily.IPV4, -1),
                new ServiceKey.FirewallMark(AddressFamily.IPV6, 7));

        assertThat(ordered.reversed().stream().sorted()).isEqualTo(ordered);
    }

    @Test
    void keysAreWrittenAsPeopleWriteThem() {
        assertThat(Stream.of(
                        new ServiceKey.Address(TransportProtocol.TCP, V4, 80),
                        new ServiceKey.Address(TransportProtocol.UDP, V6, 53),
                        new ServiceKey.FirewallMark(AddressFamily.IPV4, -1),
                        new ServiceKey.FirewallMark(AddressFamily.IPV6, 7)))
                .extracting(Object::toString)
                .containsExactly("TCP 192.0.2.1:80", "UDP [2001:db8::1]:53", "FWM 4294967295", "FWM 7 IPv6");
    }

    @Test
    void flagsKeepTheirBits() {
        assertThat(ServiceFlag.toBits(Set.of(ServiceFlag.ONEPACKET, ServiceFlag.SCHED2)))
                .isEqualTo(0x14);
        assertThat(ServiceFlag.ofBits(0x0001 | 0x0002 | 0x0014))
                .containsExactly(ServiceFlag.ONEPACKET, ServiceFlag.SCHED2);
    }

    @Test
    void impossibleValuesAreRefused() {
        assertThatThrownBy(() -> new ServiceKey.Address(TransportProtocol.TCP, V4, 65536))
                .hasMessage("port 65536 is outside 0–65535");
        assertThatThrownBy(() -> new ServiceKey.FirewallMark(AddressFamily.IPV4, 0))
                .hasMessage("a firewall mark of 0 is no mark");
        assertThatThrownBy(() -> new Scheduler("Round Robin")).hasMessage("'Round Robin' is no scheduler's name");
        assertThatThrownBy(() -> new Tunnel(Tunnel.Type.GUE, 0, Tunnel.Checksum.CSUM))
                .hasMessage("a GUE tunnel cannot have port 0");
        assertThatThrownBy(() -> new Destination(
                        new Destination.Key(V4, 80), ForwardingMethod.MASQ, 1, 10, 20, Optional.empty()))
                .hasMessage("the lower threshold of 192.0.2.1:80 is above the upper");
        assertThatThrownBy(() -> new VirtualService(
                        new ServiceKey.Address(TransportProtocol.TCP, V4, 80),
                        Scheduler.RR,
                        Set.of(),
                        Optional.of(new Persistence(50, 64, Optional.empty()))))
                .hasMessage("a persistence prefix length of 64 is outside 0–32");
    }

    @Test
    void oneDestinationTwiceIsRefused() {
        Destination destination = Destination.masq(V4, 80);

        assertThatThrownBy(() -> ServiceEntry.of(
                        VirtualService.of(new ServiceKey.Address(TransportProtocol.TCP, V4, 80), Scheduler.RR),
                        destination,
                        destination))
                .hasMessage("TCP 192.0.2.1:80 has 192.0.2.1:80 twice");
    }
}

package io.fairlead.linux.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.ipvs.Destination;
import io.fairlead.core.ipvs.ForwardingMethod;
import io.fairlead.core.ipvs.Persistence;
import io.fairlead.core.ipvs.Scheduler;
import io.fairlead.core.ipvs.ServiceFlag;
import io.fairlead.core.ipvs.ServiceKey;
import io.fairlead.core.ipvs.TableChange;
import io.fairlead.core.ipvs.TransportProtocol;
import io.fairlead.core.ipvs.Tunnel;
import io.fairlead.core.ipvs.VirtualService;
import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.netlink.NetlinkMessage;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IpvsSocketTest {
    private static final ServiceKey MYSQL =
            new ServiceKey.Address(TransportProtocol.TCP, IpAddress.parse("192.0.2.1"), 3306);

    private final RecordedIpvs recorded = new RecordedIpvs();
    private final IpvsSocket ipvs = recorded.open();

    @Test
    void servicesAreReadAsTheKernelSendsThem() {
        assertThat(ipvs.services())
                .extracting(ServiceReport::service)
                .containsExactlyInAnyOrder(
                        new VirtualService(
                                new ServiceKey.Address(TransportProtocol.TCP, IpAddress.parse("2001:db8::1"), 443),
                                new Scheduler("mh"),
                                Set.of(ServiceFlag.SCHED2),
                                Optional.of(new Persistence(50, 64, Optional.empty()))),
                        new VirtualService(
                                MYSQL,
                                new Scheduler("wlc"),
                                Set.of(ServiceFlag.SCHED3),
                                Optional.of(new Persistence(360, 24, Optional.empty()))),
                        VirtualService.of(new ServiceKey.FirewallMark(AddressFamily.IPV6, 7), new Scheduler("rr")));
    }

    @Test
    void destinationsAreReadAsTheKernelSendsThem() {
        assertThat(ipvs.destinations(MYSQL))
                .extracting(DestinationReport::destination)
                .containsExactly(
                        new Destination(
                                new Destination.Key(IpAddress.parse("10.0.0.3"), 3306),
                                ForwardingMethod.TUNNEL,
                                5,
                                100,
                                80,
                                Optional.of(new Tunnel(Tunnel.Type.GUE, 6080, Tunnel.Checksum.CSUM))),
                        Destination.masq(IpAddress.parse("2001:db8::9"), 80));
    }

    @Test
    void infoAndTimeoutsAreRead() {
        assertThat(ipvs.info()).isEqualTo(new IpvsInfo("1.2.1", 4096));
        assertThat(ipvs.timeouts()).isEqualTo(new Timeouts(900, 120, 300));
    }

    @Test
    void changesGoInOneDatagramAndRefusedOnesAreNamed() {
        recorded.refusals.addAll(List.of(0, 17, 3));
        Destination destination = Destination.masq(IpAddress.parse("10.0.0.1"), 3306);

        List<IpvsTable.Refused> refused = ipvs.apply(List.of(
                new TableChange.AddService(VirtualService.of(MYSQL, Scheduler.RR)),
                new TableChange.AddDestination(MYSQL, destination),
                new TableChange.DeleteService(MYSQL)));

        assertThat(recorded.kernel.received().getLast()).hasSize(3);
        assertThat(refused)
                .extracting(each -> each.cause().getMessage())
                .containsExactly(
                        "ip_vs: add destination 10.0.0.1:3306 to TCP 192.0.2.1:3306: EEXIST",
                        "ip_vs: delete service TCP 192.0.2.1:3306: ESRCH");
    }

    @Test
    void newServiceIsWrittenWithEveryAttributeThatTheKernelWants() {
        ipvs.apply(List.of(new TableChange.AddService(new VirtualService(
                MYSQL,
                Scheduler.RR,
                Set.of(ServiceFlag.ONEPACKET),
                Optional.of(new Persistence(600, 24, Optional.of("sip")))))));

        assertThat(lastRequest())
                .isEqualTo(
                        "01010000" // NEW_SERVICE, version 1
                                + "5c000180" // service, nested
                                + "0600010002000000" // AF_INET
                                + "0600020006000000" // TCP
                                + "14000300c0000201000000000000000000000000"
                                + "060004000cea0000"
                                + "0700060072720000" // rr
                                + "0c00070005000000ffffffff" // persistent, one packet; all bits are meant
                                + "0800080058020000"
                                + "08000900ffffff00" // network order
                                + "08000b0073697000"); // sip
    }

    @Test
    void serviceWithoutPersistenceHasTheWholeAddressAsItsMask() {
        ServiceKey key = new ServiceKey.FirewallMark(AddressFamily.IPV6, 7);

        ipvs.apply(List.of(new TableChange.EditService(VirtualService.of(key, Scheduler.RR))));

        assertThat(lastRequest())
                .startsWith("02010000")
                .contains("060001000a000000" + "0800050007000000")
                .endsWith("0800080000000000" + "0800090080000000");
    }

    @Test
    void destinationIsWrittenWithItsFamilyAndTunnel() {
        ipvs.apply(List.of(new TableChange.EditDestination(
                MYSQL,
                new Destination(
                        new Destination.Key(IpAddress.parse("10.0.0.3"), 80),
                        ForwardingMethod.TUNNEL,
                        5,
                        100,
                        80,
                        Optional.of(new Tunnel(Tunnel.Type.GUE, 6080, Tunnel.Checksum.REMCSUM))))));

        assertThat(lastRequest())
                .startsWith("06010000")
                .endsWith(
                        "60000280" // destination, nested
                                + "140001000a000003000000000000000000000000"
                                + "0600020000500000"
                                + "06000b0002000000" // AF_INET
                                + "0800030002000000" // tunnel
                                + "0800040005000000"
                                + "0800050064000000"
                                + "0800060050000000"
                                + "05000d0001000000"
                                + "06000e0017c00000"
                                + "06000f0002000000");
    }

    @Test
    void daemonIsWrittenWithWhatIsSet() {
        ipvs.start(SyncDaemon.of(SyncDaemon.Role.BACKUP, "eth0", 9));

        assertThat(lastRequest())
                .isEqualTo("09010000" + "20000380" + "0800010002000000" + "0900020065746830" + "00000000"
                        + "0800030009000000");
    }

    private String lastRequest() {
        NetlinkMessage request = recorded.kernel.received().getLast().getFirst();
        byte[] octets = new byte[request.payload().remaining()];
        request.payload().duplicate().get(octets);
        return HexFormat.of().formatHex(octets);
    }
}

package io.fairlead.tests.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.core.ipvs.Destination;
import io.fairlead.core.ipvs.ForwardingMethod;
import io.fairlead.core.ipvs.Persistence;
import io.fairlead.core.ipvs.Scheduler;
import io.fairlead.core.ipvs.ServiceEntry;
import io.fairlead.core.ipvs.ServiceFlag;
import io.fairlead.core.ipvs.ServiceKey;
import io.fairlead.core.ipvs.ServiceTable;
import io.fairlead.core.ipvs.TableChange;
import io.fairlead.core.ipvs.TableDifference;
import io.fairlead.core.ipvs.TransportProtocol;
import io.fairlead.core.ipvs.Tunnel;
import io.fairlead.core.ipvs.VirtualService;
import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.ffi.Errno;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.ipvs.DestinationReport;
import io.fairlead.linux.ipvs.IpvsTable;
import io.fairlead.linux.ipvs.ServiceReport;
import io.fairlead.linux.ipvs.Stats;
import io.fairlead.linux.ipvs.SyncDaemon;
import io.fairlead.linux.ipvs.Timeouts;
import io.fairlead.tests.kernel.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Our netlink against the kernel's ip_vs, and against ipvsadm's view of it. */
@Tag("ipvs")
class IpvsSocketTest {
    private static final IpAddress V4 = IpAddress.parse("192.0.2.1");
    private static final IpAddress V6 = IpAddress.parse("2001:db8::1");
    private static final ServiceKey WEB = new ServiceKey.Address(TransportProtocol.TCP, V4, 80);

    private final IpvsNamespace kernel = new IpvsNamespace();

    @BeforeEach
    void isEmptyAtFirst() {
        assertThat(kernel.ipvs.table(key -> true)).isEqualTo(ServiceTable.EMPTY);
    }

    @AfterEach
    void close() {
        kernel.close();
    }

    @Test
    void servicesOfEveryKindComeBackAsTheyWereWritten() {
        List<VirtualService> services = List.of(
                VirtualService.of(WEB, Scheduler.RR),
                new VirtualService(
                        new ServiceKey.Address(TransportProtocol.TCP, V4, 0),
                        Scheduler.WLC,
                        Set.of(),
                        Optional.of(new Persistence(360, 24, Optional.empty()))),
                new VirtualService(
                        new ServiceKey.Address(TransportProtocol.UDP, V4, 53),
                        Scheduler.SH,
                        Set.of(ServiceFlag.ONEPACKET, ServiceFlag.SCHED1, ServiceFlag.SCHED2),
                        Optional.empty()),
                VirtualService.of(new ServiceKey.Address(TransportProtocol.SCTP, V4, 9), Scheduler.LC),
                new VirtualService(
                        new ServiceKey.Address(TransportProtocol.TCP, V6, 443),
                        Scheduler.MH,
                        Set.of(ServiceFlag.SCHED2),
                        Optional.of(new Persistence(50, 64, Optional.empty()))),
                VirtualService.of(new ServiceKey.FirewallMark(AddressFamily.IPV4, 7), Scheduler.WRR),
                VirtualService.of(new ServiceKey.FirewallMark(AddressFamily.IPV6, 9), Scheduler.NQ));

        kernel.apply(services.stream().map(TableChange.AddService::new).toArray(TableChange[]::new));

        assertThat(kernel.ipvs.services())
                .extracting(ServiceReport::service)
                .containsExactlyInAnyOrderElementsOf(services);
        for (VirtualService service : services) {
            assertThat(kernel.ipvs.service(service.key()).orElseThrow().service())
                    .isEqualTo(service);
        }
        assertThat(kernel.ipvsadm("-Sn").lines())
                .containsExactlyInAnyOrder(
                        "-A -t 192.0.2.1:80 -s rr",
                        "-A -t 192.0.2.1:0 -s wlc -p 360 -M 255.255.255.0",
                        "-A -u 192.0.2.1:53 -s sh -o -b sh-fallback,sh-port",
                        "-A --sctp-service 192.0.2.1:9 -s lc",
                        "-A -t [2001:db8::1]:443 -s mh -p 50 -M 64 -b mh-port",
                        "-A -f 7 -s wrr",
                        "-A -f 9 -6 -s nq");
    }

    @Test
    void persistenceEngineIsKept() {
        ServiceKey key = new ServiceKey.Address(TransportProtocol.UDP, V4, 5060);
        VirtualService service = new VirtualService(
                key, Scheduler.RR, Set.of(), Optional.of(new Persistence(60, 32, Optional.of("sip"))));

        kernel.apply(new TableChange.AddService(service));

        assertThat(kernel.ipvs.service(key).orElseThrow().service()).isEqualTo(service);
    }

    @Test
    void destinationsOfEveryKindComeBackAsTheyWereWritten() {
        List<Destination> destinations = List.of(
                Destination.masq(IpAddress.parse("10.0.0.1"), 8080),
                destination("10.0.0.2", 80, ForwardingMethod.DROUTE, 0, 0, 0, Optional.empty()),
                destination("10.0.0.3", 80, ForwardingMethod.TUNNEL, 5, 100, 80, Optional.of(Tunnel.IPIP)),
                destination(
                        "10.0.0.4",
                        80,
                        ForwardingMethod.TUNNEL,
                        65535,
                        0,
                        0,
                        Optional.of(new Tunnel(Tunnel.Type.GUE, 6080, Tunnel.Checksum.REMCSUM))),
                destination(
                        "2001:db8::9",
                        80,
                        ForwardingMethod.TUNNEL,
                        1,
                        0,
                        0,
                        Optional.of(new Tunnel(Tunnel.Type.GRE, 0, Tunnel.Checksum.CSUM))),
                destination("127.0.0.1", 80, ForwardingMethod.LOCALNODE, 1, 0, 0, Optional.empty()),
                destination("10.0.0.5", 80, ForwardingMethod.BYPASS, 1, 0, 0, Optional.empty()));
        kernel.apply(new TableChange.AddService(VirtualService.of(WEB, Scheduler.RR)));

        kernel.apply(destinations.stream()
                .map(destination -> new TableChange.AddDestination(WEB, destination))
                .toArray(TableChange[]::new));

        assertThat(kernel.ipvs.destinations(WEB))
                .extracting(DestinationReport::destination)
                .containsExactlyInAnyOrderElementsOf(destinations);
        assertThat(kernel.ipvsadm("-Sn").lines())
                .contains(
                        "-a -t 192.0.2.1:80 -r 10.0.0.1:8080 -m -w 1",
                        "-a -t 192.0.2.1:80 -r 10.0.0.2:80 -g -w 0",
                        "-a -t 192.0.2.1:80 -r 10.0.0.3:80 -i -w 5 --tun-type ipip");
    }

    @Test
    void whatIpvsadmMadeIsReadAndEdited() {
        kernel.ipvsadm("-A", "-t", "192.0.2.1:80", "-s", "wlc", "-p", "600");
        kernel.ipvsadm("-a", "-t", "192.0.2.1:80", "-r", "10.0.0.1:80", "-g", "-w", "3");

        kernel.apply(
                new TableChange.EditService(VirtualService.of(WEB, Scheduler.RR)),
                new TableChange.EditDestination(WEB, Destination.masq(IpAddress.parse("10.0.0.1"), 80)));

        assertThat(kernel.ipvsadm("-Sn").lines())
                .containsExactly("-A -t 192.0.2.1:80 -s rr", "-a -t 192.0.2.1:80 -r 10.0.0.1:80 -m -w 1");
        kernel.apply(new TableChange.DeleteDestination(WEB, new Destination.Key(IpAddress.parse("10.0.0.1"), 80)));
        assertThat(kernel.ipvsadm("-Sn").lines()).containsExactly("-A -t 192.0.2.1:80 -s rr");
        kernel.apply(new TableChange.DeleteService(WEB));
        assertThat(kernel.ipvsadm("-Sn")).isEmpty();
        assertThat(kernel.ipvs.service(WEB)).isEmpty();
        assertThat(kernel.ipvs.destinations(WEB)).isEmpty();
    }

    @Test
    void thousandServicesGoInOneBatchAndBackOutWithoutTouchingForeignOnes() {
        kernel.ipvsadm("-A", "-t", "198.51.100.1:80", "-s", "wlc");
        kernel.ipvsadm("-a", "-t", "198.51.100.1:80", "-r", "10.9.9.9:80", "-m");
        List<ServiceEntry> entries = IntStream.rangeClosed(1, 1000)
                .mapToObj(port -> ServiceEntry.of(
                        VirtualService.of(new ServiceKey.Address(TransportProtocol.TCP, V4, port), Scheduler.RR),
                        Destination.masq(IpAddress.parse("10.0.0.1"), port),
                        Destination.masq(IpAddress.parse("10.0.0.2"), port)))
                .toList();
        ServiceTable desired = ServiceTable.of(entries);
        Set<ServiceKey> ours = new HashSet<>(desired.entries().keySet());

        long before = System.nanoTime();
        List<TableChange> adding =
                new ArrayList<>(TableDifference.between(kernel.ipvs.table(key -> true), desired, ours)
                        .changes());
        assertThat(kernel.ipvs.apply(adding)).isEmpty();
        long millis = (System.nanoTime() - before) / 1_000_000;

        assertThat(adding).hasSize(3000);
        assertThat(kernel.ipvs.table(ours::contains)).isEqualTo(desired);
        assertThat(kernel.ipvsadm("-Sn").lines()).hasSize(3002);
        System.out.println("1,000 services with 2 destinations each: " + millis + " ms");
        assertThat(kernel.ipvs.apply(TableDifference.between(kernel.ipvs.table(key -> true), ServiceTable.EMPTY, ours)
                        .changes()))
                .isEmpty();
        assertThat(kernel.ipvsadm("-Sn").lines())
                .containsExactly("-A -t 198.51.100.1:80 -s wlc", "-a -t 198.51.100.1:80 -r 10.9.9.9:80 -m -w 1");
    }

    @Test
    void refusalsNameTheChangeAndTheErrorAndDoNotStopTheRest() {
        VirtualService service = VirtualService.of(WEB, Scheduler.RR);
        ServiceKey other = new ServiceKey.Address(TransportProtocol.TCP, V4, 81);

        List<IpvsTable.Refused> refused = kernel.ipvs.apply(List.of(
                new TableChange.AddService(service),
                new TableChange.AddService(service),
                new TableChange.DeleteService(other),
                new TableChange.AddService(VirtualService.of(other, new Scheduler("nonesuch"))),
                new TableChange.AddDestination(WEB, Destination.masq(IpAddress.parse("10.0.0.1"), 80))));

        assertThat(refused)
                .extracting(each -> each.cause().getMessage())
                .containsExactly(
                        "ip_vs: add service TCP 192.0.2.1:80: EEXIST",
                        "ip_vs: delete service TCP 192.0.2.1:81: ESRCH",
                        "ip_vs: add service TCP 192.0.2.1:81: ENOENT");
        assertThat(kernel.ipvs.destinations(WEB)).hasSize(1);
    }

    @Test
    void timeoutsAreSetAndZeroLeavesThem() {
        kernel.ipvs.setTimeouts(new Timeouts(7200, 60, 120));
        kernel.ipvs.setTimeouts(new Timeouts(0, 30, 0));

        assertThat(kernel.ipvs.timeouts()).isEqualTo(new Timeouts(7200, 30, 120));
        assertThat(kernel.ipvsadm("-l", "--timeout")).isEqualTo("Timeout (tcp tcpfin udp): 7200 30 120");
    }

    @Test
    void syncDaemonsStartAndStop() {
        kernel.namespace.ip("link", "add", "sync0", "type", "veth", "peer", "name", "sync1");
        kernel.namespace.ip("address", "add", "192.0.2.77/24", "dev", "sync0");
        kernel.namespace.ip("link", "set", "sync0", "up");
        kernel.namespace.ip("link", "set", "sync1", "up");
        assertThat(kernel.ipvs.daemons()).isEmpty();
        SyncDaemon master = new SyncDaemon(
                SyncDaemon.Role.MASTER, "sync0", 7, 1400, Optional.of(IpAddress.parse("224.0.0.99")), 9000, 3);

        kernel.ipvs.start(master);
        kernel.ipvs.start(SyncDaemon.of(SyncDaemon.Role.BACKUP, "sync0", 9));

        assertThat(kernel.ipvs.daemons()).hasSize(2).contains(master);
        assertThat(kernel.ipvsadm("-l", "--daemon")).contains("master sync daemon (mcast=sync0, syncid=7");
        assertThatThrownBy(() -> kernel.ipvs.start(master))
                .isInstanceOfSatisfying(
                        KernelException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EEXIST));
        kernel.ipvs.stop(SyncDaemon.Role.MASTER);
        kernel.ipvs.stop(SyncDaemon.Role.BACKUP);
        assertThat(kernel.ipvs.daemons()).isEmpty();
    }

    @Test
    void infoTellsVersionAndTableSize() {
        assertThat(kernel.ipvs.info().version()).isEqualTo("1.2.1");
        assertThat(Integer.bitCount(kernel.ipvs.info().connectionTableSize())).isEqualTo(1);
    }

    @Test
    void countersCountAndCanBeZeroed() {
        kernel.namespace.ip("address", "add", V4 + "/32", "dev", "lo");
        kernel.apply(
                new TableChange.AddService(VirtualService.of(WEB, Scheduler.RR)),
                new TableChange.AddDestination(WEB, Destination.masq(IpAddress.parse("127.0.0.1"), 8080)));

        assertThat(WhoAmI.calling(kernel.namespace, V4, 80)).contains("refused");

        // The kernel adds its processors' counters up every two seconds.
        Deadline.await(
                "one connection is counted",
                Duration.ofSeconds(20),
                () -> connections() == 1,
                () -> kernel.ipvs.destinations(WEB));
        DestinationReport report = kernel.ipvs.destinations(WEB).getFirst();
        assertThat(report.stats().inPackets()).isPositive();
        assertThat(report.stats().inBytes()).isPositive();
        assertThat(report.activeConnections() + report.inactiveConnections()).isEqualTo(1);
        assertThat(kernel.ipvs.service(WEB).orElseThrow().stats().connections()).isEqualTo(1);
        kernel.ipvs.zero(WEB);
        assertThat(kernel.ipvs.destinations(WEB).getFirst().stats()).isEqualTo(Stats.ZERO);
    }

    private long connections() {
        return kernel.ipvs.destinations(WEB).getFirst().stats().connections();
    }

    private static Destination destination(
            String address,
            int port,
            ForwardingMethod method,
            int weight,
            int upper,
            int lower,
            Optional<Tunnel> tunnel) {
        return new Destination(
                new Destination.Key(IpAddress.parse(address), port), method, weight, upper, lower, tunnel);
    }
}

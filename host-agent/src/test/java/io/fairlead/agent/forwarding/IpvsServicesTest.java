package io.fairlead.agent.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.ipvs.Destination;
import io.fairlead.core.ipvs.Scheduler;
import io.fairlead.core.ipvs.ServiceEntry;
import io.fairlead.core.ipvs.ServiceKey;
import io.fairlead.core.ipvs.ServiceTable;
import io.fairlead.core.ipvs.TableChange;
import io.fairlead.core.ipvs.TransportProtocol;
import io.fairlead.core.ipvs.VirtualService;
import io.fairlead.core.net.IpAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IpvsServicesTest {
    private static final ForwardedService WEB = Services.v4(80, 8080);
    private static final ForwardedService MYSQL = Services.v4(3306, 3306);

    @TempDir
    private Path folder;

    private final FakeIpvsTable kernel = new FakeIpvsTable();
    private StateFile file;

    @BeforeEach
    void setUp() {
        file = new StateFile(folder.resolve("forwarding.json"), "this boot");
    }

    @Test
    void serviceIsMadeWithItsOnlyDestination() {
        assertThat(apply(WEB)).containsExactly(WEB);

        assertThat(kernel.table).isEqualTo(ServiceTable.of(List.of(entry(WEB, "rr", 8080))));
    }

    @Test
    void keyIsNotedBeforeTheServiceIsMade() {
        kernel.before = () -> assertThat(owned()).containsExactly(WEB.key());

        apply(WEB);

        assertThat(kernel.asked).hasSize(2);
    }

    @Test
    void nextLifeAdoptsWhatTheLastOneMade() {
        apply(WEB, MYSQL);
        kernel.asked.clear();

        assertThat(apply(WEB, MYSQL)).containsExactly(WEB, MYSQL);
        assertThat(kernel.asked).isEmpty();

        assertThat(apply(WEB)).containsExactly(WEB);
        assertThat(kernel.asked).containsExactly(new TableChange.DeleteService(MYSQL.key()));
        assertThat(owned()).containsExactly(WEB.key());
    }

    @Test
    void deathBetweenNoteAndServiceHarmsNothing() throws IOException {
        file.write(ForwardingState.EMPTY.owning(Set.of(WEB.key())));

        assertThat(apply(MYSQL)).containsExactly(MYSQL);

        assertThat(owned()).containsExactly(MYSQL.key());
    }

    @Test
    void foreignServiceIsNotTouchedAndNotNoted() {
        ServiceTable foreign = ServiceTable.of(List.of(entry(WEB, "wlc", 8080)));
        kernel.table = foreign;
        Findings findings = new Findings();

        assertThat(apply(findings, WEB)).isEmpty();

        assertThat(kernel.table).isEqualTo(foreign);
        assertThat(owned()).isEmpty();
        assertThat(findings.problems())
                .containsExactly(
                        "TCP 192.168.1.156:80 is in the IPVS table already, with other settings and not made by"
                                + " Fairlead; remove it where it comes from (keepalived?) or with 'ipvsadm -D -t"
                                + " 192.168.1.156:80'");
        apply();
        assertThat(kernel.table).isEqualTo(foreign);
    }

    @Test
    void foreignServiceThatDoesTheSameIsUsedAndLeft() {
        ServiceTable foreign = ServiceTable.of(List.of(entry(WEB, "rr", 8080)));
        kernel.table = foreign;
        Findings findings = new Findings();

        assertThat(apply(findings, WEB)).containsExactly(WEB);

        assertThat(findings.problems()).isEmpty();
        assertThat(findings.warnings()).singleElement().asString().contains("not made by Fairlead");
        apply();
        assertThat(kernel.table).isEqualTo(foreign);
    }

    @Test
    void somebodyWhoWasFasterKeepsTheirService() {
        ServiceTable foreign = ServiceTable.of(List.of(entry(WEB, "wlc", 9999)));
        kernel.before = () -> kernel.table = foreign;
        Findings findings = new Findings();

        assertThat(apply(findings, WEB)).isEmpty();

        assertThat(kernel.table).isEqualTo(foreign);
        assertThat(owned()).isEmpty();
        assertThat(findings.problems()).singleElement().asString().contains("not made by");
    }

    @Test
    void serviceThatSomebodyChangedIsChangedBack() {
        apply(WEB);
        kernel.table = ServiceTable.of(List.of(entry(WEB, "wlc", 9999)));

        assertThat(apply(WEB)).containsExactly(WEB);

        assertThat(kernel.table).isEqualTo(ServiceTable.of(List.of(entry(WEB, "rr", 8080))));
    }

    @Test
    void refusalIsAProblemInTheKernelsWordsAndTheRestIsDone() {
        kernel.refuses = change -> change.key().equals(WEB.key());
        Findings findings = new Findings();

        assertThat(apply(findings, WEB, MYSQL)).containsExactly(MYSQL);

        assertThat(findings.problems()).containsExactly("ip_vs: add service TCP 192.168.1.156:80: EEXIST");
        assertThat(owned()).containsExactly(MYSQL.key());
    }

    @Test
    void servicesOfOtherAddressesAreNotEvenLookedAt() {
        ServiceKey other = new ServiceKey.Address(TransportProtocol.TCP, IpAddress.parse("192.168.1.10"), 22);
        ServiceEntry ssh = ServiceEntry.of(VirtualService.of(other, Scheduler.RR));
        kernel.table = ServiceTable.of(List.of(ssh));

        apply(WEB);
        apply();

        assertThat(kernel.table).isEqualTo(ServiceTable.of(List.of(ssh)));
    }

    @Test
    void newWishReadsBackOnlyWhatItChangesAndTheSameWishLooksAtAll() {
        IpvsServices services = new IpvsServices(kernel, Journal.open(file), () -> 0);
        services.apply(List.of(WEB), new Findings());
        kernel.tablesRead = 0;

        assertThat(services.apply(List.of(WEB, MYSQL), new Findings())).containsExactly(WEB, MYSQL);
        assertThat(kernel.tablesRead).isZero();

        kernel.table = ServiceTable.EMPTY;
        assertThat(services.apply(List.of(WEB, MYSQL), new Findings())).containsExactly(WEB, MYSQL);
        assertThat(kernel.table.entries()).hasSize(2);
    }

    @Test
    void destinationThatLeavesStaysWithoutWeightUntilItsConnectionsHaveEnded() {
        AtomicLong now = new AtomicLong();
        IpvsServices services = new IpvsServices(kernel, Journal.open(file), now::get);
        Destination a = Services.masq("10.0.0.1", 80, 1);
        Destination b = Services.masq("10.0.0.2", 80, 2);
        kernel.connections.put(b.key(), 1L);
        services.apply(List.of(Services.draining(List.of(), a, b)), new Findings());
        List<ForwardedService> without = List.of(Services.draining(List.of(), a));

        assertThat(services.apply(without, new Findings())).isEqualTo(without);
        assertThat(destinations()).containsExactly(a, b.withWeight(0));
        assertThat(services.leaving()).hasSize(1);

        kernel.connections.clear();
        services.apply(without, new Findings());
        assertThat(destinations()).containsExactly(a);
        assertThat(services.leaving()).isEmpty();
    }

    @Test
    void destinationThatLeavesGoesWhenItsTimeIsOverOrWhenItIsDead() {
        AtomicLong now = new AtomicLong();
        IpvsServices services = new IpvsServices(kernel, Journal.open(file), now::get);
        Destination a = Services.masq("10.0.0.1", 80, 1);
        Destination b = Services.masq("10.0.0.2", 80, 2);
        kernel.connections.put(a.key(), 1L);
        kernel.connections.put(b.key(), 1L);
        services.apply(List.of(Services.draining(List.of(), a, b)), new Findings());

        services.apply(List.of(Services.draining(List.of())), new Findings());
        assertThat(destinations()).containsExactly(a.withWeight(0), b.withWeight(0));
        services.apply(List.of(Services.draining(List.of(b.key()))), new Findings());
        assertThat(destinations()).containsExactly(a.withWeight(0));
        now.set(Duration.ofMinutes(1).toNanos());
        services.apply(List.of(Services.draining(List.of(b.key()))), new Findings());
        assertThat(destinations()).isEmpty();
    }

    private List<Destination> destinations() {
        return List.copyOf(kernel.table
                .entry(Services.tcp(80))
                .orElseThrow()
                .destinations()
                .values());
    }

    /** A new life of the agent each time: nothing is remembered but the file and the kernel. */
    private List<ForwardedService> apply(ForwardedService... services) {
        Findings findings = new Findings();
        List<ForwardedService> inPlace = apply(findings, services);
        assertThat(findings.problems()).isEmpty();
        return inPlace;
    }

    private List<ForwardedService> apply(Findings findings, ForwardedService... services) {
        return new IpvsServices(kernel, Journal.open(file), () -> 0).apply(List.of(services), findings);
    }

    private Set<ServiceKey> owned() {
        return Journal.open(file).state().owned();
    }

    private static ServiceEntry entry(ForwardedService service, String scheduler, int port) {
        return ServiceEntry.of(
                VirtualService.of(service.key(), new Scheduler(scheduler)), Services.masq("172.18.0.201", port, 1));
    }
}

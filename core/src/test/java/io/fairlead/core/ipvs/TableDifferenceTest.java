package io.fairlead.core.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.core.net.IpAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TableDifferenceTest {
    private static final ServiceKey MYSQL =
            new ServiceKey.Address(TransportProtocol.TCP, IpAddress.parse("192.168.1.156"), 3306);
    private static final ServiceKey HTTP =
            new ServiceKey.Address(TransportProtocol.TCP, IpAddress.parse("192.168.1.156"), 80);
    private static final Destination VIP = Destination.masq(IpAddress.parse("172.18.0.201"), 3306);
    private static final Destination OTHER = Destination.masq(IpAddress.parse("172.18.0.202"), 3306);

    @Test
    void newServiceIsAddedBeforeItsDestination() {
        assertThat(difference(ServiceTable.EMPTY, table(MYSQL, VIP), Set.of()).changes())
                .extracting(TableChange::toString)
                .containsExactly(
                        "add service TCP 192.168.1.156:3306",
                        "add destination 172.18.0.201:3306 to TCP 192.168.1.156:3306");
    }

    @Test
    void movedDestinationIsAddedBeforeTheOldOneGoes() {
        assertThat(difference(table(MYSQL, VIP), table(MYSQL, OTHER), Set.of(MYSQL))
                        .changes())
                .extracting(TableChange::toString)
                .containsExactly(
                        "add destination 172.18.0.202:3306 to TCP 192.168.1.156:3306",
                        "delete destination 172.18.0.201:3306 of TCP 192.168.1.156:3306");
    }

    @Test
    void changedSchedulerIsAnEditThatKeepsDestinations() {
        ServiceTable desired = ServiceTable.of(List.of(ServiceEntry.of(VirtualService.of(MYSQL, Scheduler.WLC), VIP)));

        assertThat(difference(table(MYSQL, VIP), desired, Set.of(MYSQL)).changes())
                .containsExactly(new TableChange.EditService(VirtualService.of(MYSQL, Scheduler.WLC)));
    }

    @Test
    void serviceThatIsNoLongerDesiredGoesOnlyIfItIsOurs() {
        ServiceTable actual = ServiceTable.of(List.of(entry(MYSQL, VIP), entry(HTTP, OTHER)));

        assertThat(difference(actual, ServiceTable.EMPTY, Set.of(MYSQL)).changes())
                .containsExactly(new TableChange.DeleteService(MYSQL));
    }

    @Test
    void foreignEntryInTheWayIsNamedAndNotTouched() {
        TableDifference difference = difference(table(MYSQL, OTHER), table(MYSQL, VIP), Set.of());

        assertThat(difference.changes()).isEmpty();
        assertThat(difference.clashes())
                .containsExactly(new TableDifference.Clash(entry(MYSQL, VIP), entry(MYSQL, OTHER)));
        assertThat(difference.clashes().getFirst().isHarmless()).isFalse();
    }

    @Test
    void foreignEntryThatDoesWhatIsDesiredIsHarmless() {
        TableDifference difference = difference(table(MYSQL, VIP), table(MYSQL, VIP), Set.of());

        assertThat(difference.changes()).isEmpty();
        assertThat(difference.clashes().getFirst().isHarmless()).isTrue();
    }

    @Test
    void changeThatDoesNotFitTheTableIsRefusedAsTheKernelWould() {
        assertThatThrownBy(() -> ServiceTable.EMPTY.after(new TableChange.DeleteService(MYSQL)))
                .hasMessage("does not fit the table: delete service TCP 192.168.1.156:3306");
        assertThatThrownBy(() -> table(MYSQL, VIP).after(new TableChange.AddDestination(MYSQL, VIP)))
                .hasMessageStartingWith("does not fit the table: add destination");
        assertThatThrownBy(() -> table(MYSQL).after(new TableChange.EditDestination(MYSQL, VIP)))
                .hasMessageStartingWith("does not fit the table: edit destination");
    }

    private static TableDifference difference(ServiceTable actual, ServiceTable desired, Set<ServiceKey> owned) {
        return TableDifference.between(actual, desired, owned);
    }

    private static ServiceTable table(ServiceKey key, Destination... destinations) {
        return ServiceTable.of(List.of(entry(key, destinations)));
    }

    private static ServiceEntry entry(ServiceKey key, Destination... destinations) {
        return ServiceEntry.of(VirtualService.of(key, Scheduler.RR), destinations);
    }
}

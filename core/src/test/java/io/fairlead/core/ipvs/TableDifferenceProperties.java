package io.fairlead.core.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TableDifferenceProperties {
    @Property
    void changesLeadToDesiredTableWhereAllEntriesAreOurs(
            @ForAll("tables") ServiceTable actual, @ForAll("tables") ServiceTable desired) {
        TableDifference difference =
                TableDifference.between(actual, desired, actual.entries().keySet());

        assertThat(difference.clashes()).isEmpty();
        assertThat(applied(actual, difference)).isEqualTo(desired);
    }

    @Property
    void foreignEntriesStayAndOursBecomeTheDesiredOnes(
            @ForAll("tables") ServiceTable actual,
            @ForAll("tables") ServiceTable desired,
            @ForAll("keySets") Set<ServiceKey> owned) {
        ServiceTable after = applied(actual, TableDifference.between(actual, desired, owned));

        actual.entries().forEach((key, entry) -> {
            if (!owned.contains(key)) {
                assertThat(after.entry(key)).contains(entry);
            }
        });
        desired.entries().forEach((key, entry) -> {
            if (owned.contains(key) || !actual.entries().containsKey(key)) {
                assertThat(after.entry(key)).contains(entry);
            }
        });
        after.entries()
                .keySet()
                .forEach(key -> assertThat(desired.entries().containsKey(key)
                                || (actual.entries().containsKey(key) && !owned.contains(key)))
                        .as("%s is desired or foreign", key)
                        .isTrue());
    }

    @Property
    void clashesAreExactlyTheDesiredKeysThatForeignEntriesHave(
            @ForAll("tables") ServiceTable actual,
            @ForAll("tables") ServiceTable desired,
            @ForAll("keySets") Set<ServiceKey> owned) {
        TableDifference difference = TableDifference.between(actual, desired, owned);

        List<ServiceKey> expected = desired.entries().keySet().stream()
                .filter(key -> actual.entries().containsKey(key) && !owned.contains(key))
                .toList();
        assertThat(difference.clashes()).extracting(TableDifference.Clash::key).isEqualTo(expected);
    }

    @Property
    void secondDifferenceIsEmpty(
            @ForAll("tables") ServiceTable actual,
            @ForAll("tables") ServiceTable desired,
            @ForAll("keySets") Set<ServiceKey> owned) {
        TableDifference first = TableDifference.between(actual, desired, owned);
        ServiceTable after = applied(actual, first);
        Set<ServiceKey> ownedThen = new HashSet<>(owned);
        desired.entries().keySet().stream()
                .filter(key -> !actual.entries().containsKey(key))
                .forEach(ownedThen::add);

        TableDifference second = TableDifference.between(after, desired, ownedThen);

        assertThat(second.changes()).isEmpty();
        assertThat(second.clashes()).isEqualTo(first.clashes());
    }

    @Property
    void serviceThatHadDestinationsAndShallHaveSomeIsNeverWithoutOne(
            @ForAll("tables") ServiceTable actual, @ForAll("tables") ServiceTable desired) {
        ServiceTable now = actual;
        for (TableChange change : TableDifference.between(
                        actual, desired, actual.entries().keySet())
                .changes()) {
            now = now.after(change);
            ServiceKey key = change.key();
            boolean served = hasDestinations(actual, key) && hasDestinations(desired, key);
            assertThat(!served || hasDestinations(now, key))
                    .as("%s after %s", key, change)
                    .isTrue();
        }
    }

    private static boolean hasDestinations(ServiceTable table, ServiceKey key) {
        return table.entry(key).map(entry -> !entry.destinations().isEmpty()).orElse(false);
    }

    private static ServiceTable applied(ServiceTable table, TableDifference difference) {
        ServiceTable now = table;
        for (TableChange change : difference.changes()) {
            now = now.after(change);
        }
        return now;
    }

    @Provide
    Arbitrary<ServiceTable> tables() {
        return Tables.tables();
    }

    @Provide
    Arbitrary<Set<ServiceKey>> keySets() {
        return Tables.keySets();
    }
}

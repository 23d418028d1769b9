package io.fairlead.agent.forwarding;

import io.fairlead.core.ipvs.Draining;
import io.fairlead.core.ipvs.ServiceEntry;
import io.fairlead.core.ipvs.ServiceKey;
import io.fairlead.core.ipvs.ServiceTable;
import io.fairlead.core.ipvs.TableChange;
import io.fairlead.core.ipvs.TableDifference;
import io.fairlead.linux.ipvs.IpvsTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One IPVS service per forwarded service. Entries of others are never touched. One thread. */
final class IpvsServices {
    private static final Logger LOG = LoggerFactory.getLogger(IpvsServices.class);

    /** Changes of one apply that get a line each in the log. */
    private static final int MOST_LINES = 20;

    /** Services that are read back one by one; of more, reading all at once is quicker. */
    private static final int MOST_SINGLE = 500;

    private final IpvsTable kernel;
    private final Journal journal;
    private final LongSupplier clockNanos;
    /** Our part of the table, and what is in our way, as it was last read; empty: it must be read. */
    private Optional<ServiceTable> known = Optional.empty();

    private List<ForwardedService> latest = List.of();
    private Draining draining = Draining.NONE;

    IpvsServices(IpvsTable kernel, Journal journal, LongSupplier clockNanos) {
        this.kernel = kernel;
        this.journal = journal;
        this.clockNanos = clockNanos;
    }

    /**
     * Brings our part of the table to exactly this. A new wish is compared with what is known of the table, and only what it
     * changes is read back; the same wish again means to look whether all of it is still there.
     *
     * @return those that the kernel has afterwards, read back
     */
    List<ForwardedService> apply(List<ForwardedService> services, Findings findings) {
        ServiceTable wanted =
                ServiceTable.of(services.stream().map(ForwardedService::entry).toList());
        boolean again = services.equals(latest);
        ServiceTable actual = known.filter(_ -> !again).orElseGet(() -> read(wanted));
        latest = services;
        known = Optional.empty();
        ServiceTable desired = withLeaving(actual, wanted, services);
        TableDifference difference = difference(actual, desired);
        if (!difference.changes().isEmpty()) {
            List<IpvsTable.Refused> refused = change(difference);
            actual = refused.isEmpty() ? reread(actual, difference) : read(wanted);
            if (!refused.isEmpty()) {
                // Somebody changed the table meanwhile, or the kernel refuses for good: one more look tells which.
                difference = difference(actual, desired);
                change(difference).forEach(each -> findings.problem(each.cause().getMessage()));
                actual = read(wanted);
            }
        }
        report(difference.clashes(), findings);
        settle(actual, desired);
        known = Optional.of(actual);
        ServiceTable present = actual;
        return services.stream()
                .filter(service -> present.entry(service.key()).equals(desired.entry(service.key())))
                .toList();
    }

    /** Destinations that leave and still have connections. */
    List<Draining.Place> leaving() {
        return List.copyOf(draining.sinceNanos().keySet());
    }

    private ServiceTable withLeaving(ServiceTable actual, ServiceTable wanted, List<ForwardedService> services) {
        Map<ServiceKey, ForwardedService.Leave> leaves = new HashMap<>();
        services.stream()
                .filter(service -> service.leave().limitNanos() > 0)
                .forEach(service -> leaves.put(service.key(), service.leave()));
        if (leaves.isEmpty()) {
            draining = Draining.NONE;
            return wanted;
        }
        Draining.Step step = draining.step(
                actual,
                wanted,
                place -> {
                    ForwardedService.Leave leave = leaves.getOrDefault(place.service(), ForwardedService.Leave.AT_ONCE);
                    boolean ours = journal.state().owned().contains(place.service());
                    return !ours || leave.dead().contains(place.destination()) ? 0 : leave.limitNanos();
                },
                place -> kernel.connections(place.service(), place.destination()),
                clockNanos.getAsLong());
        draining = step.next();
        return step.table();
    }

    /** Only what is ours or in our way: a table of others may be large. */
    private ServiceTable read(ServiceTable desired) {
        Set<ServiceKey> owned = journal.state().owned();
        return kernel.table(key -> desired.entries().containsKey(key) || owned.contains(key));
    }

    /** What the changes touched, as it is now, and the rest as it was. */
    private ServiceTable reread(ServiceTable before, TableDifference difference) {
        Set<ServiceKey> touched =
                difference.changes().stream().map(TableChange::key).collect(Collectors.toSet());
        if (touched.size() > MOST_SINGLE) {
            return kernel.table(key -> touched.contains(key) || before.entries().containsKey(key));
        }
        TreeMap<ServiceKey, ServiceEntry> entries = new TreeMap<>(before.entries());
        for (ServiceKey key : touched) {
            kernel.entry(key).ifPresentOrElse(entry -> entries.put(key, entry), () -> entries.remove(key));
        }
        return new ServiceTable(entries);
    }

    private TableDifference difference(ServiceTable actual, ServiceTable desired) {
        return TableDifference.between(actual, desired, journal.state().owned());
    }

    /** Claims what is added before it is there: death in between must not make it foreign. */
    private List<IpvsTable.Refused> change(TableDifference difference) {
        List<TableChange> changes = difference.changes();
        log(changes);
        Map<Boolean, List<TableChange>> byAdding =
                changes.stream().collect(Collectors.partitioningBy(TableChange.AddService.class::isInstance));
        List<TableChange> added = byAdding.get(true);
        journal.note(
                journal.state().alsoOwning(added.stream().map(TableChange::key).collect(Collectors.toSet())));
        List<IpvsTable.Refused> refused = new ArrayList<>(kernel.apply(added));
        Set<ServiceKey> foreign =
                refused.stream().map(each -> each.change().key()).collect(Collectors.toSet());
        Set<ServiceKey> owned = new HashSet<>(journal.state().owned());
        owned.removeAll(foreign);
        journal.note(journal.state().owning(owned));
        // Only now the rest: a destination must not get into the service of somebody who was faster.
        refused.addAll(kernel.apply(byAdding.get(false).stream()
                .filter(change -> !foreign.contains(change.key()))
                .toList()));
        refused.forEach(each -> LOG.warn("{}", each.cause().getMessage()));
        return refused;
    }

    private static void log(List<TableChange> changes) {
        if (changes.size() > MOST_LINES) {
            LOG.info("ip_vs: {} changes, the first: {}", changes.size(), changes.getFirst());
        } else {
            changes.forEach(change -> LOG.info("ip_vs: {}", change));
        }
    }

    private static void report(List<TableDifference.Clash> clashes, Findings findings) {
        for (TableDifference.Clash clash : clashes) {
            if (clash.isHarmless()) {
                findings.warn(clash.key() + " is in the IPVS table already, not made by Fairlead; it does what is"
                        + " wanted, so it is used and will not be removed");
            } else {
                findings.problem(clash.key() + " is in the IPVS table already, with other settings and not made by"
                        + " Fairlead; remove it where it comes from (keepalived?) or with 'ipvsadm -D "
                        + option(clash.key()) + "'");
            }
        }
    }

    private static String option(ServiceKey key) {
        return switch (key) {
            case ServiceKey.Address address -> {
                String host =
                        address.toString().substring(address.protocol().name().length() + 1);
                yield switch (address.protocol()) {
                    case TCP -> "-t " + host;
                    case UDP -> "-u " + host;
                    case SCTP -> "--sctp-service " + host;
                };
            }
            case ServiceKey.FirewallMark mark -> "-f " + Integer.toUnsignedString(mark.mark());
        };
    }

    /** Strikes out what is neither desired nor there any more. */
    private void settle(ServiceTable actual, ServiceTable desired) {
        Set<ServiceKey> still = journal.state().owned().stream()
                .filter(key ->
                        actual.entries().containsKey(key) || desired.entries().containsKey(key))
                .collect(Collectors.toSet());
        journal.note(journal.state().owning(still));
    }
}

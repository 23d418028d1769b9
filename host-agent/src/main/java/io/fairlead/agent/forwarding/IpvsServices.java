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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One IPVS service per forwarded service. Entries of others are never touched. One thread. */
final class IpvsServices {
    private static final Logger LOG = LoggerFactory.getLogger(IpvsServices.class);

    /** Changes of one apply that get a line each in the log. */
    private static final int MOST_LINES = 20;

    private final IpvsTable kernel;
    private final Journal journal;
    private final LongSupplier clockNanos;
    /** Our part of the table, and what is in our way, as it was last read; one thread fills and asks it. */
    private final Map<ServiceKey, ServiceEntry> known = new HashMap<>();

    private List<ForwardedService> latest = List.of();
    private Draining draining = Draining.NONE;
    /** Whether all of {@link #latest} is in place and nothing is under way: then only what is new needs a look. */
    private boolean settled;

    IpvsServices(IpvsTable kernel, Journal journal, LongSupplier clockNanos) {
        this.kernel = kernel;
        this.journal = journal;
        this.clockNanos = clockNanos;
    }

    /**
     * Brings our part of the table to exactly this. Of a new wish only what differs from the last one is looked at; the
     * same wish again means to read all of it and to look whether it is still there. What the kernel accepts is in the
     * table; after a refusal the table is read again.
     *
     * @return those that the kernel has afterwards
     */
    List<ForwardedService> apply(List<ForwardedService> services, Findings findings) {
        Attention news = settled ? Attention.toNews(latest, services) : Attention.toAll(services);
        Attention part = news.isEmpty() ? Attention.toAll(services) : news;
        settled = false;
        latest = services;
        ServiceTable wanted = ServiceTable.of(
                part.services().stream().map(ForwardedService::entry).toList());
        ServiceTable actual = part.whole() ? read(wanted) : knownOf(part.keys());
        ServiceTable desired = withLeaving(actual, wanted, part.services());
        TableDifference difference = difference(actual, desired);
        List<IpvsTable.Refused> refused = change(difference);
        if (refused.isEmpty()) {
            actual = difference.changes().isEmpty() ? actual : actual.after(difference.changes());
        } else if (!part.whole()) {
            return apply(services, findings);
        } else {
            // Somebody changed the table meanwhile, or the kernel refuses for good: one more look tells which.
            actual = read(wanted);
            difference = difference(actual, desired);
            change(difference).forEach(each -> findings.problem(each.cause().getMessage()));
            actual = read(wanted);
        }
        report(difference.clashes(), findings);
        learn(part, actual);
        if (part.whole() || difference.changes().stream().anyMatch(TableChange.DeleteService.class::isInstance)) {
            strikeOut(services);
        }
        List<ForwardedService> present = part.services().stream()
                .filter(service -> desired.entry(service.key()).equals(Optional.ofNullable(known.get(service.key()))))
                .toList();
        settled = present.size() == part.services().size()
                && difference.clashes().isEmpty()
                && draining.sinceNanos().isEmpty();
        return part.inPlace(services, present);
    }

    private ServiceTable knownOf(Set<ServiceKey> keys) {
        return ServiceTable.of(
                keys.stream().map(known::get).filter(Objects::nonNull).toList());
    }

    private void learn(Attention part, ServiceTable actual) {
        if (part.whole()) {
            known.clear();
        } else {
            known.keySet().removeAll(part.keys());
        }
        known.putAll(actual.entries());
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

    private TableDifference difference(ServiceTable actual, ServiceTable desired) {
        return TableDifference.between(actual, desired, journal.state().owned());
    }

    /** Claims what is added before it is there: death in between must not make it foreign. */
    private List<IpvsTable.Refused> change(TableDifference difference) {
        List<TableChange> changes = difference.changes();
        if (changes.isEmpty()) {
            return List.of();
        }
        log(changes);
        Map<Boolean, List<TableChange>> byAdding =
                changes.stream().collect(Collectors.partitioningBy(TableChange.AddService.class::isInstance));
        List<TableChange> added = byAdding.get(true);
        if (!added.isEmpty()) {
            journal.note(journal.state()
                    .alsoOwning(added.stream().map(TableChange::key).collect(Collectors.toSet())));
        }
        List<IpvsTable.Refused> refused = new ArrayList<>(kernel.apply(added));
        Set<ServiceKey> foreign =
                refused.stream().map(each -> each.change().key()).collect(Collectors.toSet());
        if (!foreign.isEmpty()) {
            Set<ServiceKey> owned = new HashSet<>(journal.state().owned());
            owned.removeAll(foreign);
            journal.note(journal.state().owning(owned));
        }
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

    /** Strikes out what is neither wished nor there any more. */
    private void strikeOut(List<ForwardedService> wish) {
        Set<ServiceKey> owned = journal.state().owned();
        Set<ServiceKey> still = new HashSet<>(known.keySet());
        wish.forEach(service -> still.add(service.key()));
        still.retainAll(owned);
        if (still.size() < owned.size()) {
            journal.note(journal.state().owning(still));
        }
    }
}

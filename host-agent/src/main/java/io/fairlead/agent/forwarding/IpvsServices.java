package io.fairlead.agent.forwarding;

import io.fairlead.core.ipvs.Destination;
import io.fairlead.core.ipvs.Scheduler;
import io.fairlead.core.ipvs.ServiceEntry;
import io.fairlead.core.ipvs.ServiceKey;
import io.fairlead.core.ipvs.ServiceTable;
import io.fairlead.core.ipvs.TableChange;
import io.fairlead.core.ipvs.TableDifference;
import io.fairlead.core.ipvs.VirtualService;
import io.fairlead.linux.ipvs.IpvsTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One IPVS service with NAT per forwarded service. Entries of others are never touched. One thread. */
final class IpvsServices {
    private static final Logger LOG = LoggerFactory.getLogger(IpvsServices.class);

    /** Changes of one apply that get a line each in the log. */
    private static final int MOST_LINES = 20;

    private final IpvsTable kernel;
    private final Journal journal;

    IpvsServices(IpvsTable kernel, Journal journal) {
        this.kernel = kernel;
        this.journal = journal;
    }

    /**
     * Brings our part of the table to exactly this.
     *
     * @return those that the kernel has afterwards, read back
     */
    List<ForwardedService> apply(List<ForwardedService> services, Findings findings) {
        ServiceTable desired =
                ServiceTable.of(services.stream().map(IpvsServices::entry).toList());
        ServiceTable actual = read(desired);
        TableDifference difference = difference(actual, desired);
        if (!difference.changes().isEmpty()) {
            if (!change(difference).isEmpty()) {
                // Somebody changed the table meanwhile, or the kernel refuses for good: one more look tells which.
                actual = read(desired);
                difference = difference(actual, desired);
                change(difference)
                        .forEach(refused -> findings.problem(refused.cause().getMessage()));
            }
            actual = read(desired);
        }
        report(difference.clashes(), findings);
        settle(actual, desired);
        ServiceTable present = actual;
        return services.stream()
                .filter(service -> present.entry(service.key()).equals(desired.entry(service.key())))
                .toList();
    }

    private static ServiceEntry entry(ForwardedService service) {
        return ServiceEntry.of(
                VirtualService.of(service.key(), new Scheduler(service.scheduler())),
                Destination.masq(service.containerVip(), service.containerPort()));
    }

    /** Only what is ours or in our way: a table of others may be large. */
    private ServiceTable read(ServiceTable desired) {
        Set<ServiceKey.Address> owned = journal.state().owned();
        return kernel.table(key -> desired.entries().containsKey(key) || owned.contains(key));
    }

    private TableDifference difference(ServiceTable actual, ServiceTable desired) {
        return TableDifference.between(actual, desired, journal.state().owned());
    }

    /** Claims what is added before it is there: death in between must not make it foreign. */
    private List<IpvsTable.Refused> change(TableDifference difference) {
        List<TableChange> changes = difference.changes();
        log(changes);
        List<TableChange> added = changes.stream()
                .filter(TableChange.AddService.class::isInstance)
                .toList();
        journal.note(journal.state().alsoOwning(addresses(added.stream().map(TableChange::key))));
        List<IpvsTable.Refused> refused = new ArrayList<>(kernel.apply(added));
        Set<ServiceKey> foreign =
                refused.stream().map(each -> each.change().key()).collect(Collectors.toSet());
        Set<ServiceKey.Address> owned = new HashSet<>(journal.state().owned());
        owned.removeAll(foreign);
        journal.note(journal.state().owning(owned));
        // Only now the rest: a destination must not get into the service of somebody who was faster.
        refused.addAll(kernel.apply(changes.stream()
                .filter(change -> !added.contains(change) && !foreign.contains(change.key()))
                .toList()));
        refused.forEach(each -> LOG.warn("{}", each.cause().getMessage()));
        return refused;
    }

    private static Set<ServiceKey.Address> addresses(Stream<ServiceKey> keys) {
        return keys.filter(ServiceKey.Address.class::isInstance)
                .map(ServiceKey.Address.class::cast)
                .collect(Collectors.toSet());
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
        Set<ServiceKey.Address> still = journal.state().owned().stream()
                .filter(key ->
                        actual.entries().containsKey(key) || desired.entries().containsKey(key))
                .collect(Collectors.toSet());
        journal.note(journal.state().owning(still));
    }
}

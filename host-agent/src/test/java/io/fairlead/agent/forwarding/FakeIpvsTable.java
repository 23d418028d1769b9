package io.fairlead.agent.forwarding;

import io.fairlead.core.ipvs.Destination;
import io.fairlead.core.ipvs.ServiceEntry;
import io.fairlead.core.ipvs.ServiceKey;
import io.fairlead.core.ipvs.ServiceTable;
import io.fairlead.core.ipvs.TableChange;
import io.fairlead.linux.ffi.Errno;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.ipvs.IpvsTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A table in memory with the kernel's rules. */
final class FakeIpvsTable implements IpvsTable {
    ServiceTable table = ServiceTable.EMPTY;
    /** What destinations have open. */
    final Map<Destination.Key, Long> connections = new HashMap<>();
    /** How often the table was read as a whole. */
    int tablesRead;
    /** All changes that were asked for, in order. */
    final List<TableChange> asked = new ArrayList<>();
    /** What happens before the next changes are made: somebody else is faster, or the agent looks at its file. */
    Runnable before = () -> {};
    /** Changes that the kernel refuses for good. */
    Predicate<TableChange> refuses = change -> false;

    @Override
    public ServiceTable table(Predicate<ServiceKey> wanted) {
        tablesRead++;
        return ServiceTable.of(table.entries().values().stream()
                .filter(entry -> wanted.test(entry.key()))
                .toList());
    }

    @Override
    public Optional<ServiceEntry> entry(ServiceKey key) {
        return table.entry(key);
    }

    @Override
    public long connections(ServiceKey service, Destination.Key destination) {
        return connections.getOrDefault(destination, 0L);
    }

    @Override
    public List<Refused> apply(List<TableChange> changes) {
        before.run();
        before = () -> {};
        List<Refused> refused = new ArrayList<>();
        for (TableChange change : changes) {
            asked.add(change);
            try {
                if (refuses.test(change)) {
                    throw new IllegalArgumentException("refused");
                }
                table = table.after(change);
            } catch (IllegalArgumentException e) {
                refused.add(new Refused(change, new KernelException("ip_vs: " + change, Errno.EEXIST)));
            }
        }
        return refused;
    }

    @Override
    public void close() {}
}

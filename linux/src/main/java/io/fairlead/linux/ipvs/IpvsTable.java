package io.fairlead.linux.ipvs;

import io.fairlead.core.ipvs.Destination;
import io.fairlead.core.ipvs.ServiceEntry;
import io.fairlead.core.ipvs.ServiceKey;
import io.fairlead.core.ipvs.ServiceTable;
import io.fairlead.core.ipvs.TableChange;
import io.fairlead.linux.ffi.KernelException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A table of virtual services that can be read and changed: the kernel's, or a test's. One thread at a time. */
public interface IpvsTable extends AutoCloseable {
    /** The services whose keys {@code wanted} accepts, with their destinations. */
    ServiceTable table(Predicate<ServiceKey> wanted);

    /**
     * Makes changes in order; one that is refused does not keep the next from being made.
     *
     * @return the refused ones, in order
     */
    List<Refused> apply(List<TableChange> changes);

    /** One service with its destinations; empty if there is none. */
    Optional<ServiceEntry> entry(ServiceKey key);

    /** The connections of a destination in all states; 0 if there is none. */
    long connections(ServiceKey service, Destination.Key destination);

    /** A change that the kernel refused. */
    record Refused(TableChange change, KernelException cause) {}

    @Override
    void close();
}

package io.fairlead.core.model;

import io.fairlead.core.text.Problem;
import java.util.List;
import java.util.stream.Stream;

/**
 * All services of this host, sorted by name; {@code warnings} do not stop anything.
 *
 * @param services those of containers
 * @param standalone those that fairlead.conf defines
 */
public record Model(List<Service> services, List<Standalone> standalone, List<Problem> warnings) {
    /** No service yet. */
    public static final Model EMPTY = new Model(List.of(), List.of());

    public Model {
        services = List.copyOf(services);
        standalone = List.copyOf(standalone);
        warnings = List.copyOf(warnings);
    }

    /** Services of containers alone. */
    public Model(List<Service> services, List<Problem> warnings) {
        this(services, List.of(), warnings);
    }

    /** Every LAN side, of containers and others. */
    public Stream<LanSide> lanSides() {
        return Stream.concat(
                services.stream().flatMap(service -> service.lan().stream()),
                standalone.stream().map(Standalone::lan));
    }
}

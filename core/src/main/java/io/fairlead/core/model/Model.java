package io.fairlead.core.model;

import io.fairlead.core.text.Problem;
import java.util.List;

/** All services of this host, sorted by name; {@code warnings} do not stop anything. */
public record Model(List<Service> services, List<Problem> warnings) {
    /** No service yet. */
    public static final Model EMPTY = new Model(List.of(), List.of());

    public Model {
        services = List.copyOf(services);
        warnings = List.copyOf(warnings);
    }
}

package io.fairlead.core.model;

import java.util.List;

/** Where the connections of a service go. */
public sealed interface Targets {
    /** The container VIP: whichever member holds it. */
    record ContainerVip() implements Targets {
        @Override
        public String toString() {
            return "vip";
        }
    }

    /** All members at their own addresses. */
    record Members() implements Targets {
        @Override
        public String toString() {
            return "members";
        }
    }

    /** These; at least one, no two alike. */
    record Listed(List<Target> targets) implements Targets {
        public Listed {
            targets = List.copyOf(targets);
        }
    }
}

package io.fairlead.core.diagnosis;

import io.fairlead.core.net.IpAddress;
import java.util.List;

/**
 * One thing that was found.
 *
 * @param addresses the virtual addresses that it keeps from being reached; none: all of them, or none in particular
 * @param where the service, container or interface it is about
 * @param seen the fact
 * @param why what follows from it here
 * @param mend in this order; at least one
 * @param tried what was tried and failed, and is explained by this
 */
public record Finding(
        Pitfall pitfall,
        Certainty certainty,
        List<IpAddress> addresses,
        String where,
        String seen,
        String why,
        List<Step> mend,
        List<String> tried) {
    public Finding {
        addresses = List.copyOf(addresses);
        mend = List.copyOf(mend);
        tried = List.copyOf(tried);
    }

    Finding(
            Pitfall pitfall,
            Certainty certainty,
            List<IpAddress> addresses,
            String where,
            String seen,
            String why,
            List<Step> mend) {
        this(pitfall, certainty, addresses, where, seen, why, mend, List.of());
    }

    Finding(
            Pitfall pitfall,
            Certainty certainty,
            IpAddress address,
            String where,
            String seen,
            String why,
            Step... mend) {
        this(pitfall, certainty, List.of(address), where, seen, why, List.of(mend));
    }

    /** Whether {@code --fix} may do it: harmless where the finding is right, and nothing for a person to decide. */
    public boolean canBeFixed() {
        return pitfall.isFixable() && mend.stream().noneMatch(Step.Advice.class::isInstance);
    }

    /** Whether it may be why a connection fails that depends on these addresses. */
    boolean explains(List<IpAddress> failing) {
        return switch (pitfall) {
            case NAMESPACE_STALE, ENGINE_VERSION, CLOCK_BEHIND, NOFILE_LOW, LABELS_MISSING -> false;
            default -> addresses.isEmpty() || addresses.stream().anyMatch(failing::contains);
        };
    }

    Finding having(List<String> failures) {
        return new Finding(pitfall, certainty, addresses, where, seen, why, mend, failures);
    }
}

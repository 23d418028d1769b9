package io.fairlead.core.vrrp;

import java.time.Duration;

/**
 * How long the kernel keeps the virtual addresses without us (V47).
 *
 * @param validity whole seconds, at least 1; {@link Duration#ZERO}: for ever, no lease
 * @param renewal how often it is renewed, less than {@code validity}
 */
public record Lease(Duration validity, Duration renewal) {
    /** For addresses that must outlive their process, as the host agent's (P31). */
    public static final Lease FOREVER = new Lease(Duration.ZERO, Duration.ZERO);

    public Lease {
        if (validity.isNegative() || validity.toNanosPart() != 0) {
            throw new IllegalArgumentException("a lease has whole seconds, not " + validity);
        }
        if (!validity.isZero() && (renewal.compareTo(validity) >= 0 || renewal.isZero() || renewal.isNegative())) {
            throw new IllegalArgumentException("renewal " + renewal + " must be within 0 and validity " + validity);
        }
    }

    public boolean isForever() {
        return validity.isZero();
    }
}

package io.fairlead.sidecar.haproxy;

import io.fairlead.core.health.CheckResult;
import java.util.Optional;

/**
 * What one round of checks found out.
 *
 * @param generation which start of HAProxy was asked
 * @param socket empty: there is none to ask
 */
public record Round(int generation, Optional<CheckResult> socket, CheckResult listener) {
    boolean passed() {
        return listener instanceof CheckResult.Passed
                && (socket.isEmpty() || socket.get() instanceof CheckResult.Passed);
    }
}

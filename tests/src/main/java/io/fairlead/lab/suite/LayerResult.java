package io.fairlead.lab.suite;

import java.time.Duration;

/**
 * What one layer came to.
 *
 * @param passed tests that ran and passed
 * @param failed tests that failed, and one for a layer that could not run at all
 * @param skipped tests that were left out
 * @param remark why it failed as a whole or was skipped; empty otherwise
 * @param took wall time
 */
record LayerResult(Layer layer, int passed, int failed, int skipped, String remark, Duration took) {
    static LayerResult failedWhole(Layer layer, String remark, Duration took) {
        return new LayerResult(layer, 0, 1, 0, remark, took);
    }

    static LayerResult skippedWhole(Layer layer, String remark) {
        return new LayerResult(layer, 0, 0, 1, remark, Duration.ZERO);
    }

    /** This result, or a failure where no test ran: a layer without tests proves nothing. */
    LayerResult provingSomething() {
        return passed + failed + skipped > 0
                ? this
                : failedWhole(layer, "no test ran" + (remark.isEmpty() ? "" : "; " + remark), took);
    }

    /** Whether a build with these rules may go on: skipping is allowed on contributors' machines only. */
    boolean acceptable(boolean continuousIntegration) {
        return failed == 0 && (skipped == 0 || !continuousIntegration);
    }
}

package io.fairlead.sidecar.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How HAProxy is run or watched.
 *
 * @param binary a path, or a name that is looked up in PATH
 * @param configuration files or folders; empty: the usual place that exists
 * @param arguments more arguments for the command line
 * @param socket its runtime socket; empty: one that we add (supervise), or none (attached)
 * @param stopTimeout from the request to stop until HAProxy is ended although connections are open
 * @param restartDelay before the first restart; doubles with each death in a row
 * @param restartDelayLimit the longest such delay
 * @param hungLimit how long it may be silent before it is killed and started anew; zero: for ever
 */
public record HaproxySettings(
        Mode mode,
        String binary,
        Optional<List<String>> configuration,
        List<String> arguments,
        Optional<Path> socket,
        Duration stopTimeout,
        Duration restartDelay,
        Duration restartDelayLimit,
        Duration hungLimit) {
    /** Who runs HAProxy. */
    public enum Mode {
        /** We start it, watch it and restart it. */
        SUPERVISE,
        /** Another container with this network namespace runs it; we only watch. */
        ATTACHED,
        /** There is none: this process stands for the service. */
        NONE
    }

    public HaproxySettings {
        configuration = configuration.map(List::copyOf);
        arguments = List.copyOf(arguments);
        if (restartDelay.compareTo(restartDelayLimit) > 0) {
            throw new Mistake(
                    "haproxy.restart-delay: " + DurationText.format(restartDelay)
                            + " is longer than haproxy.restart-delay-limit, " + DurationText.format(restartDelayLimit),
                    "make it shorter");
        }
    }
}

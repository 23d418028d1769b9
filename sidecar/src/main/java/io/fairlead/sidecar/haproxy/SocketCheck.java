package io.fairlead.sidecar.haproxy;

import io.fairlead.core.health.CheckResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Whether HAProxy answers on its runtime socket: the check that a stopped or hung process fails (P04). */
final class SocketCheck {
    private final RuntimeSocket socket;

    SocketCheck(Path path) {
        this.socket = new RuntimeSocket(path);
    }

    /** Takes at most {@code limit}. */
    CheckResult run(Duration limit) {
        try {
            Optional<RuntimeInfo> info = RuntimeInfo.parse(socket.ask("show info", limit));
            if (info.isEmpty()) {
                return new CheckResult.Failed("the answer to show info is not HAProxy's");
            }
            return info.get().stopping() ? new CheckResult.Failed("HAProxy is stopping") : new CheckResult.Passed();
        } catch (IOException e) {
            return new CheckResult.Failed(e.getMessage());
        }
    }
}

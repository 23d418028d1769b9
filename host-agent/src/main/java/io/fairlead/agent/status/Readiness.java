package io.fairlead.agent.status;

import java.util.ArrayList;
import java.util.List;

/** Whether the agent does what its containers' labels ask of it. */
final class Readiness {
    private Readiness() {}

    /** What is missing; empty: ready. */
    static List<String> of(StatusReport report) {
        List<String> missing = new ArrayList<>(report.problems());
        if (!report.engine().connected()) {
            missing.add("the Docker Engine does not answer: " + report.engine().trouble());
        }
        for (StatusReport.ServiceReport service : report.services()) {
            if (service.lan() != null) {
                service.lan().ports().stream()
                        .filter(port -> !port.inPlace())
                        .forEach(port -> missing.add("service " + service.name() + ": port " + port.lanPort() + "/"
                                + port.protocol() + " is not forwarded"));
            }
        }
        return missing;
    }
}

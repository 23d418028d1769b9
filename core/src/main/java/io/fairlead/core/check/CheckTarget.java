package io.fairlead.core.check;

import io.fairlead.core.health.RealServer;

/** A real server and how it is checked. */
public record CheckTarget(RealServer server, CheckSettings settings) {
    /** The port that is asked. */
    public int port() {
        return settings.port().orElse(server.port());
    }

    /** What is asked: {@code 172.18.0.7:3306}. */
    public String place() {
        return new RealServer(server.service(), server.address(), port()).place();
    }
}

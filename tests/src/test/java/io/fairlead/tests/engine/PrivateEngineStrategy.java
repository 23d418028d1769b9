package io.fairlead.tests.engine;

import java.net.URI;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.dockerclient.TransportConfig;

/** Points Testcontainers at the private engine, whatever the environment and the user's own settings say. */
public final class PrivateEngineStrategy extends DockerClientProviderStrategy {
    @Override
    public TransportConfig getTransportConfig() {
        return TransportConfig.builder()
                .dockerHost(URI.create(SharedEngine.running().host()))
                .build();
    }

    @Override
    protected int getPriority() {
        return Integer.MAX_VALUE;
    }

    @Override
    protected boolean isPersistable() {
        return false;
    }

    @Override
    public String getDescription() {
        return "the private engine of these tests";
    }
}

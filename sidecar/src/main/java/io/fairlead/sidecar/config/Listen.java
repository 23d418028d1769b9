package io.fairlead.sidecar.config;

import io.fairlead.core.net.IpAddress;

/** Where to listen. Not java.net's, whose addresses read the JDK's security properties before anything else. */
public record Listen(IpAddress address, int port) {}

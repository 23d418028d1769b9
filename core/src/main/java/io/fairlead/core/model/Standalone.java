package io.fairlead.core.model;

import io.fairlead.core.check.ServiceChecks;

/**
 * A LAN address that leads to listed servers, without any container of ours.
 *
 * @param checks of these servers
 */
public record Standalone(String name, LanSide lan, ServiceChecks checks) {}

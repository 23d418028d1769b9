package io.fairlead.core.check;

import io.fairlead.core.health.HealthRules;
import java.util.OptionalInt;

/**
 * How the real servers of a service are checked.
 *
 * @param port that is asked, 1–65535; empty: the one that connections are forwarded to
 */
public record CheckSettings(Probe probe, OptionalInt port, CheckTiming timing, HealthRules rules) {}

/** Faults, injected through the engine's HTTP API or into a container's processes, timestamped on the prober's clock. */
package io.fairlead.lab.fault;

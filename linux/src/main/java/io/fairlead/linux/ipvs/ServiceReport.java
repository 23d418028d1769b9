package io.fairlead.linux.ipvs;

import io.fairlead.core.ipvs.VirtualService;

/** A service as the kernel has it. */
public record ServiceReport(VirtualService service, Stats stats) {}

package io.fairlead.lab.bench.ipvs;

import java.util.List;
import java.util.Map;

/**
 * What was measured with one size of the table.
 *
 * @param kernel the guest's release
 * @param millis by contender and step, as they came
 */
public record IpvsResult(int services, String kernel, Map<String, List<Double>> millis) {}

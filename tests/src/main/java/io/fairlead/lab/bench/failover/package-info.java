/** {@code ./fairlead bench failover}: the contenders, the faults, and what clients see of them. */
package io.fairlead.lab.bench.failover;

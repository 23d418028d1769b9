package io.fairlead.lab.bench.watch;

/**
 * An address came to a namespace or left it.
 *
 * @param name whose namespace
 * @param has whether it is there now
 * @param nanos when, System.nanoTime
 */
public record OwnerChange(String name, boolean has, long nanos) {}

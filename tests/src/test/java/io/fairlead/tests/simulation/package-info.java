/**
 * A deterministic simulator: N virtual routers, the real {@code VirtualRouter.step} and the real octets, on a simulated
 * LAN with everything that goes wrong. A seed is a whole history; the same seed is the same history.
 *
 * <pre>
 *   Scenario ── faults ──► World: time, one queue of what is due, one random source
 *                            │
 *        ┌───────────────────┼──────────────────┐
 *      Node (process)      Node               Node ──► Host: its kernel (addresses with leases), its neighbour entry
 *        └───────────────── Lan ────────────────┘      loss, delay, duplication, cuts
 *                            │
 *                          Checks ──► Violation: seed, what is wrong, what happened
 * </pre>
 */
package io.fairlead.tests.simulation;

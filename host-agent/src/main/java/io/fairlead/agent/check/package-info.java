/** Runs the checks of real servers: all of them on one thread of their own, which exists while something is checked. */
package io.fairlead.agent.check;

/** Carries out restarts, away from the loop's thread. */
package io.fairlead.agent.restart;

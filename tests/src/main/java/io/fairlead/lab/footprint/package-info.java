/** How soon the sidecar speaks and how much memory it and the agent take, against their budgets. */
package io.fairlead.lab.footprint;

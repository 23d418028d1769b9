/** What a hostile neighbour may throw at the agent's channel, and what comes of it. */
package io.fairlead.lab.bench.channel;

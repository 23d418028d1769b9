/** The agent's end of the channel: who may speak for which member, and what they say. */
package io.fairlead.agent.channel;

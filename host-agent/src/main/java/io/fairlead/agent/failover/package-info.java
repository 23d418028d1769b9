/** The director at work: what the agent sees goes in, what it decides is carried out. */
package io.fairlead.agent.failover;

/** The agent's settings: HOCON and environment become records in one place. */
package io.fairlead.agent.config;

/** What the agent tells about itself: one report, as JSON, as a table and as metrics. */
package io.fairlead.agent.status;

/** The doctor: collects facts of this host, its containers and its engine, tries what should work, and mends what it may. */
package io.fairlead.agent.diagnosis;

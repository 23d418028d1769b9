/** The command line. */
package io.fairlead.agent.cli;

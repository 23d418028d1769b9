/** The program on each Docker host, and the command line. */
package io.fairlead.agent;

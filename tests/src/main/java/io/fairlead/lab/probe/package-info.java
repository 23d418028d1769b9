/** An open-loop client that measures how long a service is away, and who answers. */
package io.fairlead.lab.probe;

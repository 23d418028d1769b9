/** From what Docker says (containers, labels, networks) to the services that the host agent keeps reachable. */
package io.fairlead.core.model;

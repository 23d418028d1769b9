/** What the Docker Engine says: containers, networks and their changes. Only here docker-java is used. */
package io.fairlead.agent.docker;

/** The agent's decisions about members: who is dead, whom to fence, whom to promote, whom to restart. Pure. */
package io.fairlead.core.director;

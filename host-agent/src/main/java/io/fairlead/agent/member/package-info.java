/** Watches the members' processes and acts in their network namespaces from outside. */
package io.fairlead.agent.member;

/** The LAN side: virtual routers that hold the LAN addresses. */
package io.fairlead.agent.lan;

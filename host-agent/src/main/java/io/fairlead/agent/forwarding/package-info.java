/** Forwards from the LAN virtual addresses to the containers' virtual addresses: by IPVS, or by nftables where the kernel has none. */
package io.fairlead.agent.forwarding;

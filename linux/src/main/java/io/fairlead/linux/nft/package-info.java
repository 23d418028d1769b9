/** Packet filter rules by the machine's own tools: nft, and iptables where rules of others or an older kernel ask for it. */
package io.fairlead.linux.nft;

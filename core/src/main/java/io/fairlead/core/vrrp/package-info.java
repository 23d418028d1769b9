/** VRRP: state machine, timers, packets (version 2 and 3; IPv4, IPv6), ARP and Neighbour Advertisement frames. */
package io.fairlead.core.vrrp;

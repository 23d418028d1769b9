/** Raw sockets for VRRP and packet sockets for ARP and Neighbour Discovery. */
package io.fairlead.linux.packet;

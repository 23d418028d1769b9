/** The kernel's IPVS by generic netlink: services, destinations, timeouts, the synchronisation daemons and counters. */
package io.fairlead.linux.ipvs;

/** Carries out what core's virtual router decided: sockets, addresses and announcements of one interface. */
package io.fairlead.linux.vrrp;

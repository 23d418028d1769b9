/** What is watched besides the client: who has the address, who answers ARP, connections that last, packets, processor time. */
package io.fairlead.lab.bench.watch;

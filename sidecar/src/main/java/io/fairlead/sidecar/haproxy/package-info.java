/** Runs this container's HAProxy and finds out how it is. */
package io.fairlead.sidecar.haproxy;

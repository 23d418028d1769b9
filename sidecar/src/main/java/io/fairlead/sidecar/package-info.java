/** The program in each HAProxy container: holds the virtual address while its HAProxy is well. */
package io.fairlead.sidecar;

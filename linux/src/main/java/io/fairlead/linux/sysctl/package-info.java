/** The kernel's settings under /proc/sys. */
package io.fairlead.linux.sysctl;

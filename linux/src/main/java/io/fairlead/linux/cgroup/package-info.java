/** Control groups: which container a process is in, and whether it is frozen. */
package io.fairlead.linux.cgroup;

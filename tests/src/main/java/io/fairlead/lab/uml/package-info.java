/**
 * A kernel with ip_vs on a machine that has none: Debian's User-Mode Linux, a kernel that runs as a process, with a Debian
 * tree as its file system.
 */
package io.fairlead.lab.uml;

/** Debian trees made by debootstrap and kept in the cache: the base of the images, the root of other kernels. */
package io.fairlead.lab.debian;

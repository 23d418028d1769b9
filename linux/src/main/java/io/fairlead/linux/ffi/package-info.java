/** The one package that calls the C library, by jnr-ffi; every failure becomes a {@link io.fairlead.linux.ffi.KernelException}. */
package io.fairlead.linux.ffi;

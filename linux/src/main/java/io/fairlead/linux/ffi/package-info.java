/**
 * The one package that calls the C library, by jffi, the core of jnr-ffi. Every failure becomes a
 * {@link io.fairlead.linux.ffi.KernelException}; no type of jffi leaves the package.
 */
package io.fairlead.linux.ffi;

/** Decides. Pure Java: no I/O, no clock, no threads. */
package io.fairlead.core;

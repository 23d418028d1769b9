/** Watching processes, real-time scheduling, signals. */
package io.fairlead.linux.process;

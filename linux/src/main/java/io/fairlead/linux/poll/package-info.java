/** Waiting for file descriptors and deadlines. */
package io.fairlead.linux.poll;

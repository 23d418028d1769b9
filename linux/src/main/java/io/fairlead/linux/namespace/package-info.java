/** Entering other processes' namespaces. */
package io.fairlead.linux.namespace;

/** Environment and HOCON become records in one place, with every error found at once. */
package io.fairlead.sidecar.config;

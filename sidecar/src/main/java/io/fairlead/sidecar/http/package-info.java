/** The status pages: whether the sidecar lives, whether it is ready, and its metrics. */
package io.fairlead.sidecar.http;

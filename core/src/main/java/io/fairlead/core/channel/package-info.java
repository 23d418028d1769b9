/** The messages between a sidecar and the agent of its host: values and their wire form. */
package io.fairlead.core.channel;

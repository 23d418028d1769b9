/** Sees from the host who holds the container addresses, without taking part. */
package io.fairlead.agent.observe;

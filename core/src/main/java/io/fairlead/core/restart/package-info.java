/** Which containers are restarted, when, and when no more. */
package io.fairlead.core.restart;

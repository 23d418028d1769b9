/** Results of checks become health, with rise and fall. */
package io.fairlead.core.health;

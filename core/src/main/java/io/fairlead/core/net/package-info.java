/** Network addresses as values, for all other packages of core. */
package io.fairlead.core.net;

/** Builds Fairlead's images when their inputs changed and brings them into an engine. */
package io.fairlead.lab.image;

/** Docker Engines to test on: the one that the user runs, or our own in a network namespace. */
package io.fairlead.lab.engine;

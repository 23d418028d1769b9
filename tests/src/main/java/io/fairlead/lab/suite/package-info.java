/** The layers of tests as one command. */
package io.fairlead.lab.suite;

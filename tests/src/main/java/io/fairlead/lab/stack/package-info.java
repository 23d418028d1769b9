/** The stack of compose/one-host on an engine: up and down, who has the address, and what clients see of a fault. */
package io.fairlead.lab.stack;

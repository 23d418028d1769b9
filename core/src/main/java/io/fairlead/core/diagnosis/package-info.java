/** Finds what keeps an address from being reached: facts in, findings out. Nothing is asked and nothing changed here. */
package io.fairlead.core.diagnosis;

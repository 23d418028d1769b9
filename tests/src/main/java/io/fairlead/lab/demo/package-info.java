/** {@code ./fairlead demo}: a whole stack on a real engine, faults one after the other, and what clients saw of them. */
package io.fairlead.lab.demo;

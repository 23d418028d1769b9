/** Whether thousands of checks run in time, and what they cost. */
package io.fairlead.lab.bench.checks;

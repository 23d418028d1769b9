/** What the bench writes: a page, plots and numbers. */
package io.fairlead.lab.bench.report;

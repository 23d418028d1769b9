/** {@code ./fairlead bench}: measurements. */
package io.fairlead.lab.bench;

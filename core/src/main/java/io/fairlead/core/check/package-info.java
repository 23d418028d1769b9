/** Health checks of real servers: what is asked, how an answer is read, and what it is worth. */
package io.fairlead.core.check;

/** What every tool of the lab needs: children, clean-up that survives Ctrl-C, progress, the cache on disk. */
package io.fairlead.lab.run;

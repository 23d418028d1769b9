/** How fast large IPVS tables are written, changed and adopted, next to ipvsadm and keepalived, all in one kernel. */
package io.fairlead.lab.bench.ipvs;

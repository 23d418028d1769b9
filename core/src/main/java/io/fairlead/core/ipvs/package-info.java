/** IPVS services as values with the kernel's names (include/uapi/linux/ip_vs.h), and what to change to get from one table to another. */
package io.fairlead.core.ipvs;

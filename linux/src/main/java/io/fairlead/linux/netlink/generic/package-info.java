/** Generic netlink: families are asked for by name (include/uapi/linux/genetlink.h). */
package io.fairlead.linux.netlink.generic;

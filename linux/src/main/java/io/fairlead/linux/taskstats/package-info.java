/** Tasks as they end, told by the kernel's accounting (generic netlink TASKSTATS, include/uapi/linux/taskstats.h). */
package io.fairlead.linux.taskstats;

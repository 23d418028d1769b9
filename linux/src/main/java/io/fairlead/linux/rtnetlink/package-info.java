/**
 * Links, addresses, neighbours and routes of a network namespace, by rtnetlink (RFC 3549, include/uapi/linux/rtnetlink.h).
 */
package io.fairlead.linux.rtnetlink;

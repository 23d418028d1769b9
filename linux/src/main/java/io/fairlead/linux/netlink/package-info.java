/**
 * Netlink itself: messages, attributes, and a socket that sends requests and validates the answers. What the messages mean
 * is for rtnetlink, generic netlink and the like, on top.
 */
package io.fairlead.linux.netlink;

package io.fairlead.linux.packet;

import io.fairlead.core.net.MacAddress;

/**
 * An interface of a network namespace, as sockets need it.
 *
 * @param name at most 15 octets, ASCII
 * @param index the kernel's number
 * @param mac its Ethernet address
 */
public record NetworkInterface(String name, int index, MacAddress mac) {}

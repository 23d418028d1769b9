package io.fairlead.tests.simulation;

import io.fairlead.core.net.IpAddress;

/** What goes over the simulated LAN: the octets that would go over a real one. Nobody changes or compares them. */
@SuppressWarnings("ArrayRecordComponent")
sealed interface Packet {
    /** When it was sent. */
    long sentAt();

    /** An advertisement behind an IP header with TTL 255. */
    record Advert(long sentAt, IpAddress source, IpAddress destination, byte[] message) implements Packet {}

    /** Gratuitous ARP or unsolicited Neighbour Advertisement: neighbours believe it. */
    record Announcement(long sentAt, Node from, byte[] frame) implements Packet {}

    /** A kernel's answer to a probe, for {@code to} alone. */
    record Answer(long sentAt, Node to, byte[] frame) implements Packet {}

    /** Who has the address? Answered by kernels, whatever their processes do. */
    record Probe(long sentAt, Node from) implements Packet {}
}

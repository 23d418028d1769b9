package io.fairlead.linux.netlink;

/** What a {@link NotificationSocket} has to say. */
public sealed interface Notification {
    /** Something changed. */
    record Change(NetlinkMessage message) implements Notification {}

    /** Changes were lost, because they came faster than they were read: read the whole state again. */
    record Lost() implements Notification {}
}

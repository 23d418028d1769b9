package io.fairlead.core.vrrp;

import java.util.Locale;

/** Something worth telling an operator; {@link #kind} is the metric label, {@link #text} one line of words. */
public record Notice(Kind kind, String text) {
    /** Kinds are few and stable: they are labels of a counter. */
    public enum Kind {
        /** Initialize, Backup, Active: from, to and why. */
        STATE_CHANGED,
        /** Silent for longer than the others wait (V46). */
        SLEPT,
        ADDRESSES_LOST,
        /** V51. */
        DUPLICATE_CLAIM,
        /** A station that speaks no VRRP has a virtual address: not taken (P07). */
        ADDRESS_OCCUPIED,
        /** The VRID is another virtual router's on this network: not joined (V50). */
        VRID_OCCUPIED,
        /** V38. */
        SAME_SOURCE,
        /** V19. */
        ADDRESS_LIST_DIFFERS,
        /** V16. */
        INTERVAL_DIFFERS,
        /** V20. */
        OWNER_CONFLICT,
        /** acceptMode is off, which changes nothing here (V32). */
        ACCEPT_MODE_OFF,
        ACTION_FAILED,
        /** The interface or our address on it went, or came back. */
        INTERFACE_CHANGED,
        /** What arrived was no valid advertisement; the reasons are counted apart. */
        PACKET_REJECTED;

        /** The metric label. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

package io.fairlead.core.vrrp;

/** Something worth telling an operator; {@link #kind} is the metric label, {@link #text} one line of words. */
public record Notice(Kind kind, String text) {
    /** Kinds are few and stable: they are labels of a counter. */
    public enum Kind {
        STATE_CHANGED,
        SLEPT,
        ADDRESSES_LOST,
        DUPLICATE_CLAIM,
        SAME_SOURCE,
        ADDRESS_LIST_DIFFERS,
        INTERVAL_DIFFERS,
        OWNER_CONFLICT,
        ACTION_FAILED
    }
}

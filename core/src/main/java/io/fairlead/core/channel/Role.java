package io.fairlead.core.channel;

/** What a virtual router does at the moment, as its sidecar says it: the states of the VRRP machine. */
public enum Role {
    INITIALIZE,
    BACKUP,
    ACTIVE,
    /** Still serving, wants a successor. */
    RESIGNING
}

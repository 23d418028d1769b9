package io.fairlead.core.vrrp;

/** What a VRRPv3 checksum over IPv4 covers when sending; both are accepted on receipt (V07, V12). */
public enum ChecksumForm {
    /** Pseudo-header and message, as RFC 5798's installed base sends and expects: the default. */
    PSEUDO_HEADER,
    /** The message only, as RFC 9568 section 5.2.8 says. */
    MESSAGE_ONLY
}

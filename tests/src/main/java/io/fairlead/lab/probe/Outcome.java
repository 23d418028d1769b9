package io.fairlead.lab.probe;

/** How a probe ended. The kinds of failure are kept apart because each has another cause. */
public enum Outcome {
    /** A line came that names who answered. */
    ANSWERED("answered"),
    /** RST instead of a handshake: nobody listens, or a forwarder has no destination. */
    REFUSED("refused"),
    /** Connected, then broken off before an answer. */
    RESET("reset"),
    /** No handshake until the deadline: the address is nobody's, or its frames go to the wrong port. */
    NO_HANDSHAKE("no handshake"),
    /** The handshake was completed but no answer came until the deadline: a kernel that answers for a frozen process. */
    SILENT("connected, silent"),
    /** ICMP or the client's own kernel said that there is no way. */
    UNREACHABLE("unreachable"),
    /** Connected and closed in order without naming anybody: an error page, or an empty answer. */
    UNNAMED("no name in the answer");

    private final String words;

    Outcome(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}

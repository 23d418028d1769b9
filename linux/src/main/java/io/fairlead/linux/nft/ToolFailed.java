package io.fairlead.linux.nft;

/** A tool refused or is missing; the message says which, at what, and its own words. */
public final class ToolFailed extends RuntimeException {
    ToolFailed(String what, String complaint) {
        super(what + ": " + complaint);
    }

    ToolFailed(String what, Throwable cause) {
        super(what + ": " + cause.getMessage(), cause);
    }
}

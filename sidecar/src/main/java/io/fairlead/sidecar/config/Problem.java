package io.fairlead.sidecar.config;

/** An error of the user's as one line: where it stands, what is wrong and how to mend it. */
public record Problem(Origin where, String what) {
    @Override
    public String toString() {
        return where + ": " + what;
    }
}

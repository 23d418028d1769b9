package io.fairlead.sidecar;

/** The version of this program. */
public final class Version {
    /** As in the images' labels. */
    public static final String TEXT = "0.1.0";

    private Version() {}
}

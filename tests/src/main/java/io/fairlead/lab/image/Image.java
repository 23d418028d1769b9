package io.fairlead.lab.image;

import java.util.Locale;

/** The images that Fairlead ships, each with a folder of images/. */
public enum Image {
    HAPROXY,
    SIDECAR,
    AGENT;

    static final String VERSION = "0.1.0";

    /** Its folder's name, for instance haproxy. */
    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What to run, for instance fairlead/haproxy:0.1.0. */
    public String reference() {
        return "fairlead/" + folder() + ":" + VERSION;
    }

    /** The same under the tag that compose/ uses. */
    public String latest() {
        return "fairlead/" + folder() + ":latest";
    }
}

package io.fairlead.sidecar;

import java.io.IOException;
import java.util.logging.LogManager;

/**
 * java.util.logging without its configuration file, named in the image's jvm.args. jffi makes a logger when it is loaded, and for
 * that the JDK's own manager reads a file and opens every jar in search of other loggers: 20 ms before the first system call.
 * Nothing here writes through it but Netty, late: see {@link io.fairlead.sidecar.http.StatusServer}.
 */
public final class QuietLogManager extends LogManager {
    /** Refused, which is how the JDK is told that there is nothing to go on with. */
    @Override
    public void readConfiguration() throws IOException {
        throw new IOException("no configuration");
    }
}

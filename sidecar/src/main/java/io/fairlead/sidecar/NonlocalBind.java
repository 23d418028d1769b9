package io.fairlead.sidecar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Lets HAProxy bind an address that is elsewhere for now (P06). By plain files: this happens before HAProxy is started, and
 * native code is not loaded by then.
 */
final class NonlocalBind {
    private static final List<String> SETTINGS = List.of("ipv4/ip_nonlocal_bind", "ipv6/ip_nonlocal_bind");

    private NonlocalBind() {}

    /** Sets what can be set below {@code net} (/proc/sys/net), and says what cannot. */
    static void enable(Path net, Log log) {
        for (String setting : SETTINGS) {
            Path file = net.resolve(setting);
            try {
                if (Files.exists(file) && !Files.readString(file).strip().equals("1")) {
                    Files.writeString(file, "1\n");
                }
            } catch (IOException e) {
                String name = "net." + setting.replace('/', '.');
                log.debug(name + " is off and cannot be set here: HAProxy can bind the address only while it is here;"
                        + " let it bind * instead, or give this service sysctls: " + name + "=1");
            }
        }
    }
}

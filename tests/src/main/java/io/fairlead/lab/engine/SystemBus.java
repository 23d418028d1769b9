package io.fairlead.lab.engine;

import io.fairlead.lab.run.Child;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A D-Bus of one engine's host, on which everything is allowed: the machine's own is not asked, and need not run. */
public record SystemBus(Path folder) {
    static final String VARIABLE = "DBUS_SYSTEM_BUS_ADDRESS";

    private static final Duration READY = Duration.ofSeconds(20);

    /** Starts it beside the engine's socket; {@code cleanup} ends it. */
    public static SystemBus start(Engine engine, Cleanup cleanup) {
        SystemBus bus = new SystemBus(engine.socket().getParent());
        Path settings = bus.folder.resolve("dbus.conf");
        try {
            Files.writeString(settings, bus.settings());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Child child = Command.of("dbus-daemon", "--config-file=" + settings, "--nofork", "--nopidfile", "--nosyslog")
                .start(bus.folder.resolve("dbus.log"));
        cleanup.keep("D-Bus of " + engine.host(), child);
        Ready.await(child, READY, () -> Files.exists(bus.socket()));
        return bus;
    }

    /** For DBUS_SYSTEM_BUS_ADDRESS. */
    public String address() {
        return "unix:path=" + socket();
    }

    private Path socket() {
        return folder.resolve("dbus.sock");
    }

    private String settings() {
        return """
                <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
                 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
                <busconfig>
                  <type>system</type>
                  <listen>%s</listen>
                  <auth>EXTERNAL</auth>
                  <policy context="default">
                    <allow user="*"/><allow own="*"/>
                    <allow send_type="method_call"/><allow send_type="signal"/>
                    <allow send_type="method_return"/><allow send_type="error"/>
                    <allow receive_type="method_call"/><allow receive_type="signal"/>
                    <allow receive_type="method_return"/><allow receive_type="error"/>
                  </policy>
                </busconfig>
                """.formatted(address());
    }
}

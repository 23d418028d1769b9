package io.fairlead.sidecar;

import io.fairlead.linux.ffi.Syscalls;
import io.fairlead.linux.process.Signal;
import io.fairlead.sidecar.config.ConfigReader;
import io.fairlead.sidecar.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * A run while the image is built that loads and links what a real start needs, for the JVM's AOT cache: the real program, on
 * the loopback interface and with a stand-in for HAProxy, once taking part and once supervising. A build has no NET_ADMIN, so
 * no address is ever set; what fails for that reason is loaded all the same.
 */
final class Training {
    /** Past the first takeover and the late start. */
    private static final Duration EACH = Duration.ofMillis(1500);

    private static final String STAND_IN = """
            #!/bin/sh
            case " $* " in *" -c "*) exit 0 ;; esac
            exec sleep 30
            """;

    private Training() {}

    static int run(Map<String, String> environment, Log log) {
        try {
            Path folder = Files.createTempDirectory("fairlead-training");
            Path haproxy = folder.resolve("haproxy");
            Files.writeString(haproxy, STAND_IN);
            if (!haproxy.toFile().setExecutable(true)) {
                throw new IOException(haproxy + " cannot be made executable");
            }
            Map<String, String> settings = new HashMap<>(environment);
            settings.put("FAIRLEAD_VIP", "192.0.2.201");
            settings.put("FAIRLEAD_INTERFACE", "lo");
            settings.put("FAIRLEAD_RUN_DIRECTORY", folder.toString());
            settings.put("FAIRLEAD_HTTP_LISTEN", "127.0.0.1:8410");
            settings.put("FAIRLEAD_HAPROXY_MODE", "none");
            rehearse(settings, log);
            settings.put("FAIRLEAD_HTTP_LISTEN", "off");
            settings.put("FAIRLEAD_HAPROXY_MODE", "supervise");
            settings.put("FAIRLEAD_HAPROXY_BINARY", haproxy.toString());
            settings.put("FAIRLEAD_HAPROXY_CONFIG", haproxy.toString());
            settings.put("FAIRLEAD_HAPROXY_STOP_TIMEOUT", "0s");
            rehearse(settings, log);
            return Main.OK;
        } catch (IOException | ConfigurationException e) {
            throw new IllegalStateException("the training is not prepared for this program: " + e, e);
        }
    }

    private static void rehearse(Map<String, String> settings, Log log) throws ConfigurationException {
        Thread.ofPlatform().daemon().start(() -> {
            LockSupport.parkNanos(EACH.toNanos());
            Syscalls.kill((int) ProcessHandle.current().pid(), Signal.TERM.number());
        });
        new Sidecar(ConfigReader.read(settings), settings, log).rehearse();
    }
}

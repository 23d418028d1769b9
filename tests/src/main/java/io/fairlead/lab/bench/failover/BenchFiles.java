package io.fairlead.lab.bench.failover;

import io.fairlead.lab.stack.OneHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The configurations that the contenders' containers read, all from compose/one-host. */
final class BenchFiles {
    /** Where HAProxy passes TCP connections on to the bench's stream. */
    static final int STREAM_PORT = 3306;
    /** Where the stream listens, on the bridge's gateway. */
    static final int STREAM_SERVER_PORT = 3307;

    static final String HAPROXY = "haproxy.cfg";
    static final String BACKEND = "backend.cfg";

    private static final String GATEWAY = "10.156.0.1";
    private static final String STREAM = """

            # For connections that last.
            listen stream
                mode tcp
                bind :%d
                timeout client 1h
                timeout server 1h
                server bench %s:%d
            """.formatted(STREAM_PORT, GATEWAY, STREAM_SERVER_PORT);

    private BenchFiles() {}

    /** A copy of compose/one-host with the stream added. */
    static Path fairlead(Path folder) {
        return copy(folder, List.of("docker-compose.yml", HAPROXY, BACKEND));
    }

    /** HAProxy's configurations and keepalived's for h1 and h2. */
    static Path keepalived(Path folder, KeepalivedForm form) {
        copy(folder, List.of(HAPROXY, BACKEND));
        try {
            for (String name : OneHost.HAPROXIES) {
                Files.writeString(folder.resolve(name + ".conf"), form.configuration(OneHost.VIP, name));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path copy(Path folder, List<String> files) {
        try {
            Files.createDirectories(folder);
            for (String file : files) {
                Files.copy(
                        OneHost.repositorys().resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
            Path haproxy = folder.resolve(HAPROXY);
            Files.writeString(haproxy, Files.readString(haproxy) + STREAM);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("the bench's configurations", e);
        }
    }
}

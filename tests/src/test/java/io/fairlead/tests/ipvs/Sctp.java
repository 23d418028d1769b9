package io.fairlead.tests.ipvs;

import io.fairlead.core.net.IpAddress;
import io.fairlead.lab.run.Command;
import io.fairlead.tests.kernel.Deadline;
import io.fairlead.tests.kernel.FreshNamespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** SCTP servers on port 80 of the farm that say their names; by perl, since the JDK needs a library for it. */
final class Sctp implements AutoCloseable {
    private static final String SERVER = """
            use Socket; socket(L, PF_INET, SOCK_STREAM, 132) or die "socket: $!";
            bind(L, sockaddr_in(80, INADDR_ANY)) or die "bind: $!"; listen(L, 5) or die "listen: $!";
            $| = 1; print "ready\\n";
            while (accept(C, L)) { syswrite(C, "$ARGV[0]\\n"); close(C); }
            """;
    private static final String CLIENT = """
            use Socket; $SIG{ALRM} = sub { die "no answer\\n" }; alarm(5);
            socket(C, PF_INET, SOCK_STREAM, 132) or die "socket: $!";
            bind(C, sockaddr_in(0, inet_aton($ARGV[0]))) or die "bind: $!";
            connect(C, sockaddr_in($ARGV[2], inet_aton($ARGV[1]))) or die "connect: $!";
            sysread(C, $line, 100); print $line;
            """;

    private final List<Process> servers = new ArrayList<>();

    Sctp(Farm farm) {
        for (int i = 0; i < Farm.NAMES.size(); i++) {
            String name = Farm.NAMES.get(i);
            servers.add(farm.servers
                    .get(i)
                    .call(() -> new ProcessBuilder("perl", "-e", SERVER, name)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start()));
        }
        for (Process server : servers) {
            Deadline.await(
                    "an SCTP server is ready",
                    Duration.ofSeconds(20),
                    () -> {
                        try {
                            return server.getInputStream().available() > 0;
                        } catch (java.io.IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    },
                    () -> "alive: " + server.isAlive());
        }
    }

    /** Who answers, or the complaint. */
    static String call(FreshNamespace client, String from, IpAddress to, int port) {
        return client.call(() -> Command.of("perl", "-e", CLIENT, from, to.toString(), Integer.toString(port))
                .text()
                .strip());
    }

    @Override
    public void close() {
        servers.forEach(Process::destroyForcibly);
    }
}

package io.fairlead.tests.kernel.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.health.RealServer;
import io.fairlead.core.health.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three real nodes of MariaDB with Galera, checked through everything that may happen to them. */
@Tag("kernel")
class GaleraNodesTest {
    private static final Duration START = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private CheckedNamespace namespace;
    private GaleraNode one;
    private GaleraNode two;
    private GaleraNode three;
    private RealServer first;
    private RealServer second;
    private RealServer third;
    private RealServer secondAsDonor;

    @BeforeEach
    void cluster() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.writeString(folder.resolve("db"), "s3cret\n");
        // A donor stays one as long as the file is there.
        Path sst = Files.writeString(folder.resolve("wsrep_sst_held"), """
                #!/bin/bash
                case "$1 $2" in
                    "--role donor") while [ -e %s/hold ]; do sleep 0.1; done ;;
                esac
                exec wsrep_sst_rsync "$@"
                """.formatted(folder));
        Files.setPosixFilePermissions(sst, PosixFilePermissions.fromString("rwxr-xr-x"));
        namespace = new CheckedNamespace(folder);
        one = new GaleraNode(namespace, folder, 1);
        two = new GaleraNode(namespace, folder, 2);
        three = new GaleraNode(namespace, folder, 3);
        one.install();
        one.begin();
        one.await("Synced", START);
        one.sql("CREATE USER 'check'@'%' IDENTIFIED BY 's3cret'");
        two.clear();
        two.join(3, 1);
        two.await("Synced", START);
        three.clear();
        three.join(3, 1);
        three.await("Synced", START);
        first = check("shop", one);
        second = check("shop", two);
        third = check("shop", three);
        secondAsDonor = check("backup", two, "donor", "accept");
    }

    private RealServer check(String service, GaleraNode node, String... more) {
        String[] login = {"user", "check", "secret", "db", "interval", "500 ms", "timeout", "500 ms"};
        String[] options = new String[login.length + more.length];
        System.arraycopy(login, 0, options, 0, login.length);
        System.arraycopy(more, 0, options, login.length, more.length);
        return namespace.check(service, node.address(), node.port(), "galera", options);
    }

    @AfterEach
    void remove() throws IOException {
        Files.deleteIfExists(folder.resolve("hold"));
        namespace.close();
    }

    @Test
    void onlyNodesThatMayGetConnectionsAreIn() throws IOException {
        namespace.awaitUp(first, second, third, secondAsDonor);
        assertThat(namespace.answer(first)).isEqualTo("synced, one of 3 nodes");
        plainMysql();

        two.sql("SET GLOBAL wsrep_desync = ON");
        assertThat(namespace.awaitDown(second)).isEqualTo("is desynced: wsrep_desync is ON");
        assertThat(namespace.awaitDown(secondAsDonor)).isEqualTo("is desynced: wsrep_desync is ON");
        two.sql("SET GLOBAL wsrep_desync = OFF");
        namespace.awaitUp(second);

        two.sql("SET GLOBAL read_only = ON");
        assertThat(namespace.awaitDown(second)).isEqualTo("is read-only");
        two.sql("SET GLOBAL read_only = OFF");
        namespace.awaitUp(second);

        three.sql("SET GLOBAL wsrep_provider_options = 'gmcast.isolate=1'");
        assertThat(namespace.awaitDown(third)).isEqualTo("its part of the cluster is non-Primary, not Primary");
        assertAllUp(first, second);
        three.sql("SET GLOBAL wsrep_provider_options = 'gmcast.isolate=0'");
        namespace.awaitUp(third);

        three.kill();
        assertThat(namespace.awaitDown(third)).isEqualTo("refuses connections");
        // Not before the others have agreed that it is gone: they may be non-Primary for a moment.
        namespace.awaitAnswer(first, "synced, one of 2 nodes");
        namespace.awaitAnswer(second, "synced, one of 2 nodes");
        namespace.awaitUp(first, second, secondAsDonor);

        Files.createFile(folder.resolve("hold"));
        three.clear();
        three.join(3, 2);
        namespace.awaitDown(second, "is a donor, which the check does not accept");
        namespace.awaitUp(first, secondAsDonor);
        assertThat(namespace.health(third).orElseThrow().verdict()).isEqualTo(Verdict.UNHEALTHY);
        Files.delete(folder.resolve("hold"));
        namespace.awaitUp(first, second, third, secondAsDonor);
    }

    /** What any MySQL server is asked. */
    private void plainMysql() {
        RealServer greets = namespace.check("greets", one.address(), one.port(), "mysql");
        RealServer login =
                namespace.check("login", one.address(), one.port(), "mysql", "user", "check", "secret", "db");
        RealServer wrong =
                namespace.check("wrong", one.address(), one.port(), "mysql", "user", "check", "password", "x");
        namespace.awaitUp(greets, login);
        assertThat(namespace.answer(greets)).startsWith("greets as ").contains("MariaDB");
        assertThat(namespace.answer(login)).isEqualTo("it lets 'check' in");
        assertThat(namespace.awaitDown(wrong)).startsWith("refuses the login of 'check': 1045 Access denied");
    }

    private void assertAllUp(RealServer... servers) {
        for (RealServer server : servers) {
            assertThat(namespace.health(server).orElseThrow().verdict())
                    .as("%s", server)
                    .isEqualTo(Verdict.HEALTHY);
        }
    }
}

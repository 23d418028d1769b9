package io.fairlead.tests.kernel.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.health.RealServer;
import io.fairlead.lab.run.Child;
import io.fairlead.lab.run.Command;
import io.fairlead.linux.ffi.Syscalls;
import io.fairlead.linux.process.Signal;
import io.fairlead.tests.kernel.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real PostgreSQL and its standby. */
@Tag("kernel")
class PostgresServersTest {
    private static final String ADDRESS = "127.0.0.1";
    private static final int PRIMARY = 5432;
    private static final int STANDBY = 5433;

    @TempDir
    private Path folder;

    private CheckedNamespace namespace;
    private Path programs;

    @BeforeEach
    void open() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.writeString(folder.resolve("db"), "s3cret\n");
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            programs = versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.exists(bin.resolve("initdb")))
                    .findFirst()
                    .orElseThrow();
        }
        namespace = new CheckedNamespace(folder);
    }

    @AfterEach
    void close() {
        namespace.close();
    }

    /** It refuses to be root. */
    private Command asPostgres(String program, String... arguments) {
        return Command.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups")
                .with(programs.resolve(program).toString())
                .with(arguments);
    }

    private void runAsPostgres(String program, String... arguments) {
        namespace.namespace().run(asPostgres(program, arguments)::check);
    }

    private String data(String name) {
        return folder.resolve(name).toString();
    }

    private Child serve(String name, int port) {
        Command command = asPostgres("postgres", "-D", data(name), "-p", Integer.toString(port))
                .with("-c", "listen_addresses=" + ADDRESS, "-c", "unix_socket_directories=" + folder)
                .with("-c", "fsync=off", "-c", "shared_buffers=16MB", "-c", "max_connections=20");
        Child child = namespace.server(name, command.argv().toArray(String[]::new));
        Deadline.await(
                name + " that answers",
                CheckedNamespace.SOON,
                () -> namespace.namespace().call(() -> sql(port, "SELECT 1").succeeds()),
                () -> child.failed("does not answer"));
        return child;
    }

    private Command sql(int port, String statement) {
        return asPostgres("psql", "-h", folder.toString(), "-p", Integer.toString(port), "-U", "postgres")
                .with("-c", statement, "postgres");
    }

    private void sql(String statement) {
        namespace.namespace().run(sql(PRIMARY, statement)::check);
    }

    @Test
    void primaryStandbyLoginsAndAServerThatEnds() throws IOException {
        runAsPostgres("initdb", "-D", data("primary"), "-U", "postgres", "--no-sync", "-A", "trust");
        Files.writeString(folder.resolve("primary/pg_hba.conf"), """
                local all all trust
                host replication postgres 127.0.0.1/32 trust
                host all old 127.0.0.1/32 md5
                host all all 127.0.0.1/32 scram-sha-256
                """);
        Child first = serve("primary", PRIMARY);
        sql("CREATE ROLE checker LOGIN PASSWORD 's3cret'");
        sql("SET password_encryption = 'md5'; CREATE ROLE old LOGIN PASSWORD 's3cret'");
        runAsPostgres(
                "pg_basebackup",
                "-h",
                ADDRESS,
                "-p",
                "" + PRIMARY,
                "-U",
                "postgres",
                "-D",
                data("standby"),
                "-R",
                "-c",
                "fast",
                "--no-sync");
        serve("standby", STANDBY);

        RealServer anonymous = check("anonymous", PRIMARY);
        RealServer scram = check("scram", PRIMARY, "user", "checker", "secret", "db", "database", "postgres");
        RealServer md5 = check("md5", PRIMARY, "user", "old", "secret", "db", "database", "postgres");
        RealServer wrong = check("wrong", PRIMARY, "user", "checker", "password", "x", "database", "postgres");
        RealServer writer = role("writer", PRIMARY, "primary");
        RealServer notWriter = role("writer", STANDBY, "primary");
        RealServer reader = role("reader", STANDBY, "standby");
        namespace.awaitUp(anonymous, scram, md5, writer, reader);
        assertThat(namespace.answer(scram)).isEqualTo("lets 'checker' in");
        assertThat(namespace.answer(reader)).isEqualTo("lets 'checker' in, standby");
        assertThat(namespace.awaitDown(notWriter)).isEqualTo("is standby, not primary");
        assertThat(namespace.awaitDown(wrong))
                .isEqualTo("answers 28P01 password authentication failed for user \"checker\"");

        runAsPostgres("pg_ctl", "promote", "-D", data("standby"));
        namespace.awaitUp(notWriter);
        assertThat(namespace.awaitDown(reader)).isEqualTo("is primary, not standby");
        Syscalls.kill(Math.toIntExact(first.pid()), Signal.TERM.number());
        assertThat(namespace.awaitDown(anonymous)).isNotEmpty();
    }

    private RealServer check(String service, int port, String... options) {
        return namespace.check(service, ADDRESS, port, "postgresql", options);
    }

    private RealServer role(String service, int port, String role) {
        return check(service, port, "user", "checker", "secret", "db", "database", "postgres", "role", role);
    }
}

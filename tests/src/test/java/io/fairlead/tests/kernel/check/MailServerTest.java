package io.fairlead.tests.kernel.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.health.RealServer;
import io.fairlead.lab.run.Child;
import io.fairlead.lab.run.Command;
import io.fairlead.linux.ffi.Syscalls;
import io.fairlead.linux.process.Signal;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real server for SMTP, with and without TLS, of the kind that can be installed beside any other. */
@Tag("kernel")
class MailServerTest {
    @TempDir
    private Path folder;

    private CheckedNamespace namespace;

    @BeforeEach
    void open() {
        namespace = new CheckedNamespace(folder);
    }

    @AfterEach
    void close() {
        namespace.close();
    }

    @Test
    void mailServerGreetsUntilItIsGone() {
        String key = folder.resolve("key").toString();
        String certificate = folder.resolve("certificate").toString();
        Command.of("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
                .with("-keyout", key, "-out", certificate, "-subj", "/CN=mail.example", "-days", "100")
                .check();
        Child plain = namespace.server("plain", "aiosmtpd", "-n", "-l", "127.0.0.1:2525");
        namespace.server(
                "smtps", "aiosmtpd", "-n", "-l", "127.0.0.1:2465", "--smtpscert", certificate, "--smtpskey", key);
        RealServer mail = namespace.check("mail", "127.0.0.1", 2525, "smtp", "name", "check.example");
        RealServer inTls = namespace.check("tls", "127.0.0.1", 2465, "smtp", "tls", "on");
        RealServer noTls = namespace.check("no-tls", "127.0.0.1", 2525, "smtp", "tls", "on");
        RealServer other = namespace.check("redis", "127.0.0.1", 2525, "redis");

        namespace.awaitUp(mail, inTls);
        assertThat(namespace.answer(mail)).isEqualTo("greets");
        assertThat(namespace.awaitDown(noTls)).startsWith("TLS: ");
        assertThat(namespace.awaitDown(other)).isNotEmpty();

        Syscalls.kill(Math.toIntExact(plain.pid()), Signal.KILL.number());
        assertThat(namespace.awaitDown(mail)).isEqualTo("refuses connections");
    }
}

package io.fairlead.tests.kernel.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.health.RealServer;
import io.fairlead.lab.run.Command;
import io.fairlead.tests.kernel.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of check against the server that it is for. */
@Tag("kernel")
class RealServersTest {
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

    private Path script(String name, String text) throws IOException {
        Path script = Files.writeString(folder.resolve(name), text);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        // The folder is the test's alone, and scripts run as nobody.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script;
    }

    private void certificate(String name, int days) {
        Path key = folder.resolve(name + ".key");
        Path certificate = folder.resolve(name + ".crt");
        Command.of("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
                .with("-keyout", key.toString(), "-out", certificate.toString())
                .with("-subj", "/CN=" + name, "-addext", "subjectAltName=DNS:" + name, "-days", Integer.toString(days))
                .check();
        try {
            Files.writeString(folder.resolve(name + ".pem"), Files.readString(certificate) + Files.readString(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void webServerWithVirtualHostsAndCertificates() throws IOException {
        certificate("new.example", 100);
        certificate("old.example", 3);
        Path config = Files.writeString(folder.resolve("haproxy.cfg"), """
                global
                    stats socket %1$s/haproxy.sock mode 600
                    stats socket ipv4@127.0.0.1:9999
                defaults
                    mode http
                    timeout client 5s
                    timeout connect 5s
                    timeout server 5s
                frontend web
                    bind 127.0.0.1:8080
                    bind 127.0.0.1:8443 ssl crt %1$s/new.example.pem crt %1$s/old.example.pem strict-sni
                    http-request return status 200 content-type text/plain string "the shop is ready" if { hdr(host) -i new.example }
                    http-request return status 404
                    default_backend shop
                backend shop
                    server one 127.0.0.1:8080 check inter 200ms
                    server two 127.0.0.1:1 check inter 200ms fall 1
                """.formatted(folder));
        namespace.server("haproxy", "haproxy", "-db", "-f", config.toString());
        RealServer host = namespace.check("host", "127.0.0.1", 8080, "http", "host", "new.example", "body", "ready");
        RealServer other = namespace.check("other", "127.0.0.1", 8080, "http", "host", "other.example");
        RealServer digest = namespace.check(
                "digest",
                "127.0.0.1",
                8080,
                "http",
                "host",
                "new.example",
                "digest",
                "md5:"
                        + Command.of("sh", "-c", "printf 'the shop is ready' | md5sum | cut -c1-32")
                                .text()
                                .strip());
        RealServer tls = namespace.check("tls", "127.0.0.1", 8443, "https", "host", "new.example");
        RealServer ending =
                namespace.check("ending", "127.0.0.1", 8443, "https", "host", "new.example", "sni", "old.example");
        RealServer verified =
                namespace.check("verified", "127.0.0.1", 8443, "https", "host", "new.example", "verify", "on");
        RealServer nameless = namespace.check("nameless", "127.0.0.1", 8443, "https");
        RealServer file = namespace.check(
                "file", "127.0.0.1", 1, "haproxy", "socket", folder + "/haproxy.sock", "backend", "shop");
        RealServer runtime = namespace.check(
                "runtime", "127.0.0.1", 8080, "haproxy", "port", "9999", "backend", "shop", "servers", "2");

        namespace.awaitUp(host, digest, tls, ending, file);
        assertThat(namespace.answer(file)).isEqualTo("1 servers of 1 backends are up");
        assertThat(namespace.awaitDown(other)).isEqualTo("answers with status 404, not 200-399");
        assertThat(namespace.awaitDown(verified)).startsWith("its certificate is not accepted");
        assertThat(namespace.awaitDown(nameless)).startsWith("TLS: ");
        assertThat(namespace.awaitDown(runtime)).isEqualTo("backend shop has 1 servers up, fewer than 2");
        assertThat(namespace.health(tls).orElseThrow().warning()).isEmpty();
        Deadline.await(
                "a warning",
                CheckedNamespace.SOON,
                () -> namespace.report().views().stream()
                        .anyMatch(view -> view.health().warning().equals("its certificate ends in 2 days")),
                () -> namespace.report().views());
    }

    @Test
    void redisWithAPasswordAndAReplica() throws IOException {
        Files.writeString(folder.resolve("redis"), "s3cret\n");
        // A replica writes down what it has got from its master, in the folder that it is in.
        String[] common = {
            "--dir",
            folder.toString(),
            "--save",
            "",
            "--appendonly",
            "no",
            "--requirepass",
            "s3cret",
            "--masterauth",
            "s3cret"
        };
        namespace.server("master", concat(common, "--port", "6379"));
        namespace.server("replica", concat(common, "--port", "6380", "--replicaof", "127.0.0.1", "6379"));
        RealServer open = namespace.check("open", "127.0.0.1", 6379, "redis");
        RealServer wrong = namespace.check("wrong", "127.0.0.1", 6379, "redis", "password", "x");
        RealServer master = namespace.check("db", "127.0.0.1", 6379, "redis", "secret", "redis", "role", "master");
        RealServer second = namespace.check("db", "127.0.0.1", 6380, "redis", "secret", "redis", "role", "master");
        RealServer reader = namespace.check("ro", "127.0.0.1", 6380, "redis", "secret", "redis", "role", "replica");

        namespace.awaitUp(master, reader);
        assertThat(namespace.awaitDown(second)).isEqualTo("its role is slave, not master");
        assertThat(namespace.awaitDown(open)).startsWith("answers NOAUTH");
        assertThat(namespace.awaitDown(wrong)).startsWith("answers WRONGPASS");
    }

    private static String[] concat(String[] common, String... more) {
        String[] all = new String[1 + common.length + more.length];
        all[0] = "redis-server";
        System.arraycopy(common, 0, all, 1, common.length);
        System.arraycopy(more, 0, all, 1 + common.length, more.length);
        return all;
    }

    @Test
    void nameServer() {
        namespace.server(
                "dnsmasq",
                "dnsmasq",
                "-k",
                "--conf-file=/dev/null",
                "--no-resolv",
                "--no-hosts",
                "--pid-file",
                "--user=root",
                "--listen-address=127.0.0.1",
                "--bind-interfaces",
                "--port=5353",
                "--host-record=shop.example,10.0.0.7,fd00::7");
        RealServer right =
                namespace.check("right", "127.0.0.1", 5353, "dns", "name", "shop.example", "expect", "10.0.0.7");
        RealServer six = namespace.check(
                "six", "127.0.0.1", 5353, "dns", "name", "shop.example", "type", "aaaa", "expect", "fd00::7");
        RealServer stale =
                namespace.check("stale", "127.0.0.1", 5353, "dns", "name", "shop.example", "expect", "10.0.0.8");
        RealServer unknown = namespace.check("unknown", "127.0.0.1", 5353, "dns", "name", "other.example");
        RealServer nobody = namespace.check("nobody", "127.0.0.1", 5354, "dns", "name", "shop.example");
        RealServer raw = namespace.check(
                "raw",
                "127.0.0.1",
                5353,
                "udp",
                "send",
                "\\xab\\xcd\\x01\\x00\\x00\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x04shop\\x07example\\x00\\x00\\x01\\x00\\x01",
                "expect",
                "^\\xab\\xcd");

        namespace.awaitUp(right, six);
        assertThat(namespace.awaitDown(stale)).isEqualTo("does not say that shop.example is 10.0.0.8");
        assertThat(namespace.awaitDown(unknown)).isEqualTo("answers REFUSED, not NOERROR");
        assertThat(namespace.awaitDown(nobody)).isEqualTo("its host says that the port is closed");
        assertThat(namespace.health(raw)).isPresent();
    }

    @Test
    void hostThatEchoes() {
        RealServer here = namespace.check("here", "127.0.0.1", 80, "ping");
        RealServer six = namespace.check("six", "::1", 80, "ping");
        RealServer nowhere = namespace.check("nowhere", "10.99.99.99", 80, "ping");

        namespace.awaitUp(here, six);
        assertThat(namespace.awaitDown(nowhere)).contains("cannot be pinged");
    }

    @Test
    void scriptOfTheOperator() throws IOException {
        script("fine", "#!/bin/sh\necho \"$(id -un) sees $FAIRLEAD_SERVICE at $FAIRLEAD_ADDRESS:$FAIRLEAD_PORT\"\n");
        script("bad", "#!/bin/sh\necho out of order\nexit 1\n");
        script("half", "#!/bin/sh\nexit 52\n");
        script("hangs", "#!/bin/sh\nsleep 60\n");
        RealServer fine = namespace.check("shop", "10.0.0.7", 80, "script", "name", "fine", "timeout", "200 ms");
        RealServer bad = namespace.check("bad", "10.0.0.7", 80, "script", "name", "bad");
        RealServer half = namespace.check("half", "10.0.0.7", 80, "script", "name", "half", "weight", "status");
        RealServer hangs = namespace.check("hangs", "10.0.0.7", 80, "script", "name", "hangs");
        RealServer gone = namespace.check("gone", "10.0.0.7", 80, "script", "name", "gone");
        RealServer nobody = namespace.check("nobody", "10.0.0.7", 80, "script", "name", "fine", "user", "no-such-user");

        namespace.awaitUp(fine, half);
        assertThat(namespace.answer(fine)).isEqualTo("nobody sees shop at 10.0.0.7:80");
        assertThat(namespace.health(half).orElseThrow().weightPercent()).isEqualTo(50);
        assertThat(namespace.awaitDown(bad)).isEqualTo("exit status 1: out of order");
        assertThat(namespace.awaitDown(hangs)).isEqualTo("not done within 200 ms");
        assertThat(namespace.awaitDown(gone)).startsWith("exit status 127");
        assertThat(namespace.awaitDown(nobody)).isEqualTo("the check cannot be run: there is no user 'no-such-user'");
    }
}

package io.fairlead.tests.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Command;
import io.fairlead.lab.run.Repository;
import io.fairlead.lab.stack.Waiting;
import io.fairlead.linux.namespace.NetworkNamespace;
import java.io.IOException;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What README.md tells people to paste, pasted. */
@Tag("engine")
@ExtendWith(SharedEngine.class)
class ReadmeTest {
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern VIP = Pattern.compile("FAIRLEAD_VIP: ([0-9.]+)");
    private static final String PROJECT = "fairlead-readme";
    private static final int LONGEST_ANSWER_MILLIS = 1000;
    private static final Duration UP = Duration.ofSeconds(60);

    /** A user's own: nothing in it knows of Fairlead. */
    private static final String HAPROXY = """
            defaults
                mode http
                timeout connect 2s
                timeout client 5s
                timeout server 5s
            frontend service
                bind :80
                http-request return status 200 content-type text/plain lf-string "%[hostname]"
            """;

    @TempDir
    private Path folder;

    @Test
    void tenLinesKeepTheAddressAliveWhenItsHolderIsKilled(Engine engine) throws IOException {
        String yaml = block();
        Matcher address = VIP.matcher(yaml);
        assertThat(address.find()).isTrue();
        Files.writeString(folder.resolve("docker-compose.yml"), yaml);
        Files.writeString(folder.resolve("haproxy.cfg"), HAPROXY);
        try (Cleanup cleanup = new Cleanup()) {
            cleanup.add(
                    "the stack of README.md",
                    () -> compose(engine, "down", "--volumes", "--timeout", "0").check());
            compose(engine, "up", "--detach").check();

            String first = awaitAnswer(engine, address.group(1), "");
            engine.docker("kill", first).check();
            String second = awaitAnswer(engine, address.group(1), first);

            assertThat(second).isNotEqualTo(first);
        }
    }

    /** The container (its host name is its id) that answers on the host; another than {@code not}. */
    private static String awaitAnswer(Engine engine, String address, String not) {
        Waiting.until(
                "an answer from " + address + (not.isEmpty() ? "" : " by another than " + not),
                UP,
                () -> !answer(engine, address).isEmpty()
                        && !answer(engine, address).equals(not),
                () -> "'" + answer(engine, address) + "'");
        return answer(engine, address);
    }

    /** Empty if nobody answers. */
    private static String answer(Engine engine, String address) {
        Path namespace = Path.of("/var/run/netns", engine.namespace().orElseThrow());
        try (NetworkNamespace host = NetworkNamespace.ofPath(namespace)) {
            return host.call(() -> get(address));
        } catch (IOException e) {
            return "";
        } catch (Exception e) {
            throw new IllegalStateException("cannot ask " + address, e);
        }
    }

    private static String get(String address) throws IOException {
        URLConnection connection = URI.create("http://" + address + "/").toURL().openConnection();
        connection.setConnectTimeout(LONGEST_ANSWER_MILLIS);
        connection.setReadTimeout(LONGEST_ANSWER_MILLIS);
        connection.setRequestProperty("Connection", "close");
        return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private Command compose(Engine engine, String... arguments) {
        return engine.compose(folder, PROJECT, arguments);
    }

    private static String block() throws IOException {
        Matcher matcher = YAML.matcher(Files.readString(Repository.root().resolve("README.md")));
        assertThat(matcher.find()).as("a block of YAML in README.md").isTrue();
        return matcher.group(1);
    }
}

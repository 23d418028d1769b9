package io.fairlead.lab.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.engine.Lan;
import io.fairlead.lab.engine.PrivateEngine;
import io.fairlead.lab.stack.OneHost;
import io.fairlead.lab.stack.Stage;
import io.fairlead.lab.stack.StageSetting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A demo that was left up, as a file in /run: another process takes it down.
 *
 * @param socket the engine's
 * @param namespace a private engine's network namespace; empty for the user's own engine
 * @param client the client's network namespace
 * @param hostInterface the host's end of the LAN
 */
record KeptDemo(String socket, String namespace, String client, String hostInterface, String runFolder) {
    private static final String PROJECT = StageSetting.project(DemoCommand.NAME);
    private static final Path FILE = Path.of("/run/fairlead-lab/kept-demo.json");

    static KeptDemo of(Stage stage) {
        return new KeptDemo(
                stage.engine().socket().toString(),
                stage.engine().namespace().orElse(""),
                stage.lan().client(),
                stage.lan().hostInterface(),
                stage.stack().runFolder().toString());
    }

    static Optional<KeptDemo> read() {
        try {
            return Files.exists(FILE)
                    ? Optional.of(new ObjectMapper().readValue(FILE.toFile(), KeptDemo.class))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
    }

    void write() {
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, new ObjectMapper().writeValueAsString(this) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be written", e);
        }
    }

    /** Takes all of it down. */
    void down() {
        Engine engine = new Engine(Path.of(socket), Optional.of(namespace).filter(name -> !name.isEmpty()));
        new OneHost(engine, PROJECT, Path.of(runFolder)).down();
        new Lan(engine, hostInterface, OneHost.HOST, client, OneHost.CLIENT).remove();
        if (engine.namespace().isPresent()) {
            PrivateEngine.remove(engine);
        }
        try {
            Files.delete(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be removed", e);
        }
    }

    /** How to look around in it. */
    List<String> hints() {
        return """

                It is left up. To look around:
                  export DOCKER_HOST=unix://%s
                  docker ps
                  docker exec %s-agent-1 fairlead status      (docker-compose 1: %s_agent_1)
                  nsenter --net=/var/run/netns/%s curl -i http://%s/
                  docker kill %s-h1-1
                To take it down:
                  ./fairlead demo --down
                """.formatted(socket, PROJECT, PROJECT, client, OneHost.LAN_VIP.address(), PROJECT)
                .lines()
                .toList();
    }
}

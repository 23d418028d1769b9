package io.fairlead.lab.demo;

import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.engine.Engines;
import io.fairlead.lab.engine.Lan;
import io.fairlead.lab.engine.PrivateEngine;
import io.fairlead.lab.fault.EngineApi;
import io.fairlead.lab.image.Image;
import io.fairlead.lab.image.Images;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.stack.HaproxyPair;
import io.fairlead.lab.stack.OneHost;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Brings everything up for a demo, in the order engine, images, LAN, stack. */
final class StageSetting {
    static final String PROJECT = "fairlead-demo";
    static final String NAME = "demo";

    private final Cleanup cleanup;
    private final Screen screen;
    private final List<Path> archives;

    /** {@code archives}: the images as files, made elsewhere; none: they are built. */
    StageSetting(Cleanup cleanup, Screen screen, List<Path> archives) {
        this.cleanup = cleanup;
        this.screen = screen;
        this.archives = archives;
    }

    Stage raise() {
        Engine engine = engine();
        if (archives.isEmpty()) {
            Images.provide(engine, screen, Image.HAPROXY, Image.AGENT);
        } else {
            Images.load(engine, archives, screen);
        }
        screen.step("joining a LAN client to the engine's host");
        Lan lan = Lan.of(engine, NAME, OneHost.HOST, OneHost.CLIENT, cleanup);
        screen.step("starting the stack of compose/one-host");
        OneHost stack = new OneHost(engine, PROJECT, runFolder(engine));
        stack.up(cleanup);
        EngineApi api = cleanup.keep("the connection to the engine", EngineApi.of(engine));
        return new Stage(engine, lan, new HaproxyPair(stack, api));
    }

    private Engine engine() {
        Optional<Engine> users = Engines.reachable();
        users.ifPresent(engine -> screen.step("using Docker Engine " + engine.version() + " at " + engine.host()));
        return users.orElseGet(() -> PrivateEngine.start(NAME, cleanup, screen));
    }

    /** Beside a private engine's socket, so that it goes with it; never where a real agent has its own. */
    private static Path runFolder(Engine engine) {
        return engine.namespace().isPresent() ? engine.socket().resolveSibling("agent") : Path.of("/run", PROJECT);
    }
}

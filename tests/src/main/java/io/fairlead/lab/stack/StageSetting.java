package io.fairlead.lab.stack;

import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.engine.Engines;
import io.fairlead.lab.engine.Lan;
import io.fairlead.lab.engine.PrivateEngine;
import io.fairlead.lab.fault.EngineApi;
import io.fairlead.lab.image.Image;
import io.fairlead.lab.image.Images;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Brings a stage up: engine, images, LAN, stack.
 *
 * @param name short, and different for stages of one process
 * @param archives the images as files, made elsewhere; none: they are built
 * @param folder with compose's file and what it names
 */
public record StageSetting(String name, List<Path> archives, Path folder, Cleanup cleanup, Progress progress) {
    /** Of compose/one-host as it is. */
    public StageSetting(String name, List<Path> archives, Cleanup cleanup, Progress progress) {
        this(name, archives, OneHost.repositorys(), cleanup, progress);
    }

    /** The same of another folder. */
    public StageSetting in(Path other) {
        return new StageSetting(name, archives, other, cleanup, progress);
    }

    /** Compose's project for the stage called {@code name}. */
    public static String project(String name) {
        return "fairlead-" + name;
    }

    /** On the user's engine if it answers, else on a private one. */
    public Stage raise() {
        Optional<Engine> users = Engines.reachable();
        users.ifPresent(engine -> progress.step("using Docker Engine " + engine.version() + " at " + engine.host()));
        return users.map(this::raiseOn).orElseGet(this::raisePrivately);
    }

    /** On a private engine, whatever else there is. */
    public Stage raisePrivately() {
        return raiseOn(PrivateEngine.start(name, cleanup, progress));
    }

    private Stage raiseOn(Engine engine) {
        if (archives.isEmpty()) {
            Images.provide(engine, progress, Image.HAPROXY, Image.AGENT);
        } else {
            Images.load(engine, archives, progress);
        }
        progress.step("joining a LAN client to the engine's host");
        Lan lan = Lan.of(engine, name, OneHost.HOST, OneHost.CLIENT, cleanup);
        progress.step("starting the stack of compose/one-host");
        OneHost stack = new OneHost(engine, project(name), runFolder(engine), folder);
        stack.up(cleanup);
        EngineApi api = cleanup.keep("the connection to the engine", EngineApi.of(engine));
        return new Stage(engine, lan, new HaproxyPair(stack, api));
    }

    /** Beside a private engine's socket, so that it goes with it; never where a real agent has its own. */
    private Path runFolder(Engine engine) {
        return engine.namespace().isPresent()
                ? engine.socket().resolveSibling("agent")
                : Path.of("/run", project(name));
    }
}

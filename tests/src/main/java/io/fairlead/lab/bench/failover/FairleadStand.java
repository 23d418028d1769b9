package io.fairlead.lab.bench.failover;

import io.fairlead.lab.bench.watch.Stream;
import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.engine.PrivateEngine;
import io.fairlead.lab.fault.EngineApi;
import io.fairlead.lab.image.Image;
import io.fairlead.lab.image.Images;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Progress;

/** Fairlead alone on a private engine, for what is not compared. */
public final class FairleadStand {
    /** Of the VIP: an octet comes on every connection each {@link Stream#TICK}, for as long as it lasts. */
    public static final int STREAM_PORT = BenchFiles.STREAM_PORT;

    private FairleadStand() {}

    /** Starts it and waits until it is whole and its agent serves. */
    public static FairleadContender start(Cleanup cleanup, Progress progress) {
        Engine engine = PrivateEngine.start("bench", cleanup, progress);
        Images.provide(engine, progress, Image.HAPROXY, Image.AGENT);
        return start(engine, cleanup, progress);
    }

    /** The same on an engine that has the images. */
    public static FairleadContender start(Engine engine, Cleanup cleanup, Progress progress) {
        EngineApi api = cleanup.keep("the connection to the engine", EngineApi.of(engine));
        cleanup.keep("the stream", Stream.start(BenchFiles.STREAM_SERVER_PORT, engine));
        FairleadContender contender = new FairleadContender(engine, api, cleanup);
        progress.step("starting " + contender.words());
        contender.start();
        contender.awaitAgent();
        return contender;
    }
}

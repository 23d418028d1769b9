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
    private FairleadStand() {}

    /** Starts it and waits until it is whole and its agent serves. */
    public static FairleadContender start(Cleanup cleanup, Progress progress) {
        Engine engine = PrivateEngine.start("bench", cleanup, progress);
        EngineApi api = cleanup.keep("the connection to the engine", EngineApi.of(engine));
        cleanup.keep("the stream", Stream.start(BenchFiles.STREAM_SERVER_PORT, engine));
        Images.provide(engine, progress, Image.HAPROXY, Image.AGENT);
        FairleadContender contender = new FairleadContender(engine, api, cleanup);
        progress.step("starting " + contender.words());
        contender.start();
        contender.awaitAgent();
        return contender;
    }
}

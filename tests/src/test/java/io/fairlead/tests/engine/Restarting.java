package io.fairlead.tests.engine;

import io.fairlead.agent.docker.DockerEngine;
import io.fairlead.agent.docker.EngineEvent;
import io.fairlead.agent.docker.EngineWatch;
import io.fairlead.agent.restart.Hands;
import io.fairlead.agent.restart.Restarts;
import io.fairlead.core.director.DirectorView;
import io.fairlead.core.ipvs.Scheduler;
import io.fairlead.core.model.LanDefaults;
import io.fairlead.core.model.Model;
import io.fairlead.core.model.ModelBuilder;
import io.fairlead.core.restart.RestartConfig;
import io.fairlead.core.restart.RestartEvent;
import io.fairlead.core.restart.RestartView;
import io.fairlead.core.restart.Restarter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The restarting part of an agent: it hears a real engine and acts on it, and no sidecar is there. */
final class Restarting implements AutoCloseable {
    private static final LanDefaults DEFAULTS = new LanDefaults(true, OptionalInt.empty(), "", Scheduler.RR);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long LOOK_MILLIS = 200;

    private final BlockingQueue<EngineEvent> events = new LinkedBlockingQueue<>();
    private final Restarts restarts;
    private final EngineWatch watch;
    private final Thread loop;
    private Model model = Model.EMPTY;
    private volatile List<RestartView> view = List.of();

    Restarting(URI host, RestartConfig config) {
        restarts = new Restarts(
                new Restarter(config), new Hands(() -> DockerEngine.connect(host, LIMIT), LIMIT, this::answered));
        watch = EngineWatch.start(
                () -> DockerEngine.connect(host),
                List::of,
                new EngineWatch.Settings(Duration.ofMinutes(10), Duration.ofMinutes(20)),
                events::add);
        loop = Thread.ofPlatform().name("restarting").daemon().start(this::run);
    }

    private void answered(RestartEvent event) {
        restarts.post(event);
    }

    private void run() {
        try {
            while (true) {
                EngineEvent event = events.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                switch (event) {
                    case EngineEvent.Seen seen -> {
                        restarts.follow(seen.observed().containers());
                        model = ModelBuilder.build(seen.observed(), DEFAULTS)
                                .model()
                                .orElse(model);
                    }
                    case EngineEvent.Stopped stopped ->
                        restarts.post(new RestartEvent.Stopped(stopped.container(), stopped.at()));
                    case EngineEvent.Lost _ -> {}
                    case null -> {}
                }
                restarts.look(model, new DirectorView(List.of()), true, System.nanoTime());
                view = restarts.view(System.nanoTime());
            }
        } catch (InterruptedException e) {
            // close() ends it.
            Thread.currentThread().interrupt();
        }
    }

    /** As the status has it. */
    List<RestartView> view() {
        return view;
    }

    @Override
    public void close() {
        watch.close();
        loop.interrupt();
    }
}

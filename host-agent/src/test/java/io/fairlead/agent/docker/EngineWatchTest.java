package io.fairlead.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.model.Container;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineWatchTest {
    private static final Duration NEVER = Duration.ofHours(1);

    private final FakeEngine engine = new FakeEngine();
    private final BlockingQueue<EngineEvent> events = new LinkedBlockingQueue<>();
    private EngineWatch watch;

    private void start(Duration resync, Duration patience) {
        watch = EngineWatch.start(engine::connect, List::of, new EngineWatch.Settings(resync, patience), events::add);
    }

    @AfterEach
    void close() {
        watch.close();
    }

    private EngineEvent next() throws InterruptedException {
        EngineEvent event = events.poll(10, TimeUnit.SECONDS);
        assertThat(event).as("an event within 10 s").isNotNull();
        return event;
    }

    private List<String> nextNames() throws InterruptedException {
        EngineEvent event = next();
        assertThat(event).isInstanceOf(EngineEvent.Seen.class);
        return ((EngineEvent.Seen) event)
                .observed().containers().stream().map(Container::name).toList();
    }

    private String nextReason() throws InterruptedException {
        EngineEvent event = next();
        assertThat(event).isInstanceOf(EngineEvent.Lost.class);
        return ((EngineEvent.Lost) event).reason();
    }

    @Test
    void whatIsThereAtTheStartIsToldFirst() throws InterruptedException {
        engine.addSilently("h1");
        start(NEVER, NEVER);
        assertThat(nextNames()).containsExactly("h1");
    }

    @Test
    void changeIsToldWhenTheEngineSaysSo() throws InterruptedException {
        start(NEVER, NEVER);
        assertThat(nextNames()).isEmpty();
        engine.run("h1");
        assertThat(nextNames()).containsExactly("h1");
    }

    @Test
    void changeThatTheListingShowsLaterThanTheEventIsFound() throws InterruptedException {
        start(NEVER, NEVER);
        assertThat(nextNames()).isEmpty();
        engine.run("h1");
        assertThat(nextNames()).containsExactly("h1");
        engine.addSilently("h2");
        assertThat(nextNames()).containsExactly("h1", "h2");
    }

    @Test
    void changeWithoutEventIsFoundByTheNextListing() throws InterruptedException {
        start(Duration.ofMillis(20), NEVER);
        assertThat(nextNames()).isEmpty();
        engine.addSilently("h1");
        assertThat(nextNames()).containsExactly("h1");
    }

    @Test
    void sameListingIsNotToldTwice() throws InterruptedException {
        start(Duration.ofMillis(5), NEVER);
        assertThat(nextNames()).isEmpty();
        engine.run("h1");
        assertThat(nextNames()).containsExactly("h1");
        engine.run("h2");
        assertThat(nextNames()).containsExactly("h1", "h2");
    }

    @Test
    void endedStreamIsSubscribedAgainSinceTheLatestEvent() throws InterruptedException {
        start(NEVER, NEVER);
        assertThat(nextNames()).isEmpty();
        engine.run("h1");
        assertThat(nextNames()).containsExactly("h1");
        engine.endStream();
        assertThat(nextReason()).isEqualTo("the stream of events ended");
        assertThat(nextNames()).containsExactly("h1");
        assertThat(engine.subscriptions()).hasSize(2);
        assertThat(engine.subscriptions().get(1)).isAfterOrEqualTo(Instant.ofEpochSecond(1_000));
    }

    @Test
    void silentEngineIsGivenUpAndAskedAnew() throws InterruptedException {
        start(Duration.ofMillis(20), Duration.ofSeconds(1));
        assertThat(nextNames()).isEmpty();
        engine.hanging(true);
        assertThat(nextReason()).isEqualTo("no answer for 1 s");
        engine.hanging(false);
        assertThat(nextNames()).isEmpty();
    }

    @Test
    void unreachableEngineIsTriedUntilItIsThere() throws InterruptedException {
        engine.reachable(false);
        start(NEVER, NEVER);
        assertThat(nextReason()).isEqualTo("Connection refused");
        engine.reachable(true);
        EngineEvent event = next();
        while (event instanceof EngineEvent.Lost) {
            event = next();
        }
        assertThat(event).isInstanceOf(EngineEvent.Seen.class);
    }
}

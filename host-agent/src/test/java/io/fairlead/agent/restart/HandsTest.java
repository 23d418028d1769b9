package io.fairlead.agent.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.agent.docker.EngineHands;
import io.fairlead.core.model.Container;
import io.fairlead.core.model.Container.State;
import io.fairlead.core.restart.Attempt;
import io.fairlead.core.restart.RestartEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HandsTest {
    private static final Instant LIFE = Instant.ofEpochSecond(100);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final BlockingQueue<RestartEvent> answers = new LinkedBlockingQueue<>();

    private final class FakeHands implements EngineHands {
        private final Optional<Container> container;
        private final CountDownLatch hang;

        FakeHands(Optional<Container> container, int hangs) {
            this.container = container;
            this.hang = new CountDownLatch(hangs);
        }

        @Override
        public Optional<Container> look(String id) {
            try {
                hang.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return container;
        }

        @Override
        public void start(String id) {
            calls.add("start " + id);
        }

        @Override
        public void restart(String id) {
            calls.add("restart " + id);
        }

        @Override
        public void close() {
            hang.countDown();
        }
    }

    private static Optional<Container> container(State state, Instant life) {
        return Optional.of(new Container("h1", "h1", state, Map.of(), List.of())
                .asked(state, 0, new Container.Upkeep(life, 1, Container.Health.NONE, false, 0)));
    }

    private RestartEvent.Done answer(Optional<Container> found, boolean runs) throws InterruptedException {
        return answer(new FakeHands(found, 0), LONG, runs);
    }

    private RestartEvent.Done answer(EngineHands engine, Duration limit, boolean runs) throws InterruptedException {
        new Hands(() -> engine, limit, answers::add).accept(new Attempt("h1", "h1", runs, LIFE, "because"));
        return (RestartEvent.Done) answers.poll(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void whatHasEndedIsStarted() throws InterruptedException {
        assertThat(answer(container(State.EXITED, LIFE), false).failure()).isEmpty();
        assertThat(calls).containsExactly("start h1");
    }

    @Test
    void whatRunsIsRestarted() throws InterruptedException {
        assertThat(answer(container(State.RUNNING, LIFE), true).failure()).isEmpty();
        assertThat(calls).containsExactly("restart h1");
    }

    @Test
    void anotherLifeIsLeftAlone() throws InterruptedException {
        assertThat(answer(container(State.RUNNING, LIFE.plusSeconds(1)), true).failure())
                .isEmpty();
        assertThat(calls).isEmpty();
    }

    @Test
    void whoWasPausedMeanwhileIsLeftAlone() throws InterruptedException {
        assertThat(answer(container(State.PAUSED, LIFE), true).failure()).contains("the container is paused by now");
        assertThat(calls).isEmpty();
    }

    @Test
    void whatIsGoneCannotBeRestarted() throws InterruptedException {
        assertThat(answer(Optional.empty(), true).failure()).contains("the container is gone");
    }

    @Test
    void anEngineThatNeverAnswersIsLeftBehind() throws InterruptedException {
        assertThat(answer(new FakeHands(Optional.empty(), 1), Duration.ofMillis(50), true)
                        .failure())
                .contains("the engine has not done it within 0 s");
        assertThat(answers.poll(200, TimeUnit.MILLISECONDS)).isNull();
    }
}

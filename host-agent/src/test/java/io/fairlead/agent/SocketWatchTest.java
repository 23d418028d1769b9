package io.fairlead.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.agent.docker.EngineEvent;
import io.fairlead.agent.docker.EngineSocket;
import io.fairlead.core.model.Container;
import io.fairlead.core.model.Observed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SocketWatchTest {
    private final List<String> told = new ArrayList<>();
    private EngineSocket.State state = EngineSocket.State.THERE;
    private final SocketWatch watch = new SocketWatch(
            () -> state, Optional.of("self"), event -> told.add(words(event)), () -> told.add("leaves"));

    private static String words(EngineEvent event) {
        return event instanceof EngineEvent.Lost lost ? lost.reason() : "other";
    }

    private void sees(boolean engineRestarts) {
        Container self = new Container("self", "agent", Container.State.RUNNING, Map.of(), List.of())
                .asked(
                        Container.State.RUNNING,
                        1,
                        new Container.Upkeep(Instant.EPOCH, 0, Container.Health.NONE, engineRestarts, 0));
        watch.accept(new EngineEvent.Seen(new Observed(List.of(self), List.of(), List.of()), "engine"));
        told.clear();
    }

    @Test
    void anEngineThatIsAwayIsWaitedFor() {
        sees(true);
        watch.accept(new EngineEvent.Lost("refused"));
        state = EngineSocket.State.REMOVED;
        watch.accept(new EngineEvent.Lost("refused"));
        assertThat(told).containsExactly("refused", "refused; its socket was removed");
    }

    @Test
    void theAgentLeavesForANewSocketIfItIsRestarted() {
        sees(true);
        state = EngineSocket.State.REPLACED;
        watch.accept(new EngineEvent.Lost("refused"));
        assertThat(told).hasSize(2).last().isEqualTo("leaves");
    }

    @Test
    void theAgentStaysIfNobodyWouldRestartIt() {
        sees(false);
        state = EngineSocket.State.REPLACED;
        watch.accept(new EngineEvent.Lost("refused"));
        assertThat(told).singleElement().asString().endsWith("restart the agent's container");
    }
}

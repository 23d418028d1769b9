package io.fairlead.agent;

import io.fairlead.agent.docker.EngineEvent;
import io.fairlead.agent.docker.EngineSocket;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Notices that the agent's container has a socket mounted which the engine has left behind. If the engine restarts this
 * container, the agent ends for it: that costs no connection, and the next life has the new socket.
 */
final class SocketWatch implements Consumer<EngineEvent> {
    private final Supplier<EngineSocket.State> socket;
    private final Optional<String> container;
    private final Consumer<EngineEvent> next;
    private final Runnable leave;
    private volatile boolean restarted;

    /** {@code container}: the id of the agent's own, if it is in one. */
    SocketWatch(
            Supplier<EngineSocket.State> socket,
            Optional<String> container,
            Consumer<EngineEvent> next,
            Runnable leave) {
        this.socket = socket;
        this.container = container;
        this.next = next;
        this.leave = leave;
    }

    @Override
    public void accept(EngineEvent event) {
        switch (event) {
            case EngineEvent.Seen seen -> {
                restarted = seen.observed().containers().stream()
                        .anyMatch(each -> container.filter(each.id()::equals).isPresent()
                                && each.upkeep().engineRestarts());
                next.accept(seen);
            }
            case EngineEvent.Stopped stopped -> next.accept(stopped);
            case EngineEvent.Lost lost -> lost(lost.reason());
        }
    }

    private void lost(String reason) {
        switch (socket.get()) {
            case THERE -> next.accept(new EngineEvent.Lost(reason));
            case REMOVED -> next.accept(new EngineEvent.Lost(reason + "; its socket was removed"));
            case REPLACED -> {
                next.accept(new EngineEvent.Lost(
                        reason + "; it has a new socket, and this container has the old one mounted: "
                                + (restarted
                                        ? "the agent ends, to be restarted with the new one"
                                        : "restart the agent's container")));
                if (restarted) {
                    leave.run();
                }
            }
        }
    }
}

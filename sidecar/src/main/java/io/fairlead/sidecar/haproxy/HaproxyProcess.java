package io.fairlead.sidecar.haproxy;

import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.poll.Poller;
import io.fairlead.linux.process.Child;
import io.fairlead.linux.process.Signal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * HAProxy's master process and its checks of configurations. The poller hears at once when one of them ends; what happens goes
 * to {@code events}. The loop's thread.
 */
public final class HaproxyProcess {
    /**
     * Made for this JVM by whoever started it, and harmful or meaningless to HAProxy: one malloc arena for all its threads,
     * for instance.
     */
    private static final List<String> OURS_ALONE =
            List.of("MALLOC_ARENA_MAX", "_JAVA_SR_SIGNUM", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS");

    private final HaproxyCommand command;
    private final Map<String, String> environment;
    private final Poller poller;
    private final Consumer<HaproxyEvent> events;
    private Optional<Child> master = Optional.empty();

    /** Nothing is started yet; {@code environment} is our own. */
    public HaproxyProcess(
            HaproxyCommand command, Map<String, String> environment, Poller poller, Consumer<HaproxyEvent> events) {
        this.command = command;
        this.environment = new HashMap<>(environment);
        this.environment.keySet().removeAll(OURS_ALONE);
        this.poller = poller;
        this.events = events;
    }

    /** Starts the master; Spawned or NotSpawned follows, and when it is dead Exited, at once. */
    public void spawn() {
        try {
            Child started = start(command.run(), status -> {
                master = Optional.empty();
                events.accept(new HaproxyEvent.Exited(status));
            });
            master = Optional.of(started);
            events.accept(new HaproxyEvent.Spawned());
        } catch (KernelException e) {
            events.accept(new HaproxyEvent.NotSpawned(e.getMessage()));
        }
    }

    /** Runs {@code haproxy -c}, whose words go to our standard error; ConfigChecked follows. */
    public void checkConfig() {
        try {
            start(command.check(), status -> events.accept(new HaproxyEvent.ConfigChecked(status == 0)));
        } catch (KernelException e) {
            events.accept(new HaproxyEvent.ConfigChecked(false));
        }
    }

    private Child start(List<String> line, IntConsumer ended) {
        Child child = Child.start(line, environment);
        poller.add(
                child.fd(),
                () -> child.ending().ifPresent(status -> {
                    poller.remove(child.fd());
                    child.close();
                    ended.accept(status);
                }));
        return child;
    }

    /** To the master, if it lives. */
    public void send(Signal signal) {
        master.ifPresent(child -> child.send(signal));
    }

    /** Kills the master and its workers. */
    public void kill() {
        // The workers first: without their master they cannot be found any more.
        master.flatMap(child -> ProcessHandle.of(child.pid()))
                .ifPresent(process -> process.descendants().toList().forEach(ProcessHandle::destroyForcibly));
        send(Signal.KILL);
    }
}

package io.fairlead.lab.bench.failover;

import io.fairlead.core.net.IpAddress;
import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.fault.ContainerProcess;
import io.fairlead.lab.fault.ServiceContainer;
import io.fairlead.lab.stack.Holders;
import io.fairlead.lab.stack.OneHost;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A stack of two HAProxy containers h1 and h2 with something that moves the container VIP between them. One thread. */
public interface Contender extends AutoCloseable {
    /** The container VIP, the same in all. */
    IpAddress VIP = IpAddress.parse(OneHost.VIP);

    /** For machines and command lines. */
    String key();

    /** For people. */
    String words();

    Engine engine();

    /** Starts it anew, whatever there was, and waits until it is whole. */
    void start();

    ServiceContainer container(String name);

    /** Where it has one. */
    Optional<ServiceContainer> agent();

    /** Whether {@code process} is what moves the address in an HAProxy container. */
    boolean moves(ContainerProcess process);

    /** How long its clients are waited for after {@code fault} before the answer is "never". */
    Duration cap(BenchFault fault);

    /** Makes it ready for rounds of {@code fault}. */
    void prepare(BenchFault fault);

    /** Undoes what {@code fault} did to {@code hit}, and waits until both containers are as before. */
    void heal(BenchFault fault, ServiceContainer hit);

    /** Processes by which the containers' processor time is found, by words for people. */
    Map<String, Long> containersAtWork();

    /** In a few words, for messages. */
    String state();

    default List<ServiceContainer> containers() {
        return OneHost.HAPROXIES.stream().map(this::container).toList();
    }

    /** Who has the container VIP, frozen containers included. */
    default List<String> holders() {
        return Holders.of(VIP, containers());
    }

    /** Takes the stack down. */
    @Override
    void close();
}
